//! Understanding measured on data that nobody here wrote.
//!
//! A folder holds one folder for each public data set; nothing of them is kept in this repository. What can be trained is
//! trained on the part meant for it and scored on the validation part, with the metric of the set itself.

pub mod measure;
pub mod models;
pub mod rows;
pub mod sets;
pub mod table;
