//! Vectors of texts from outside: a model that is asked, or a folder that is read.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;

use crate::{
    ids::BusinessId,
    port::model::{ModelError, ModelStanding},
};

/// An embedding of texts. Deadlines of questions, retries, budgets and the breaker are the adapter's affair.
#[async_trait]
pub trait Embeddings: Send + Sync + 'static {
    /// A name that changes whenever the same text would get another vector; stored vectors of another name are not used.
    fn name(&self) -> &str;

    /// The vectors of passages, in their order, all of one length and finite. Nothing in the texts names a person.
    ///
    /// # Errors
    /// When not all of them came `within` the time.
    async fn passages(
        &self,
        business: BusinessId,
        texts: &[String],
        within: Duration,
    ) -> Result<Vec<Vec<f32>>, ModelError>;

    /// The vector of a question, remembered for whoever asks the same; none when it did not come in a moment.
    async fn question(&self, business: BusinessId, text: &str) -> Option<Arc<[f32]>>;

    /// How it is.
    fn standing(&self) -> ModelStanding;
}
