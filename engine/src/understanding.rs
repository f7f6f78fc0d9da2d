//! From a text to what its writer wants.
use serde::{Deserialize, Serialize};
/// Stand-in until the module is merged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OpenQuestion {}
/// Stand-in until the module is merged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Understanding {}
/// Stand-in until the module is merged.
#[derive(Clone, Debug, Default)]
pub struct CatalogueLexicon {}
