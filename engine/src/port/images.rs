//! Pictures that a shop keeps here, so that every node can show them.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    activity::NewActivity,
    commerce::image::ImageHead,
    ids::BusinessId,
    port::{StoreError, conversations::Page},
};

/// A picture without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptImage {
    /// The picture.
    pub id: Uuid,
    /// What it is.
    pub head: ImageHead,
    /// Bytes.
    pub size: u64,
    /// When it came.
    pub created_at: DateTime<Utc>,
}

/// What became of a picture that was to be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageRemoved {
    /// It is gone.
    Done,
    /// A product shows it; it stays.
    InUse,
    /// There is none.
    Unknown,
}

/// Keeps pictures. A picture never changes under its id.
#[async_trait]
pub trait ImageStore: Send + Sync + 'static {
    /// Adds a picture, unless the business has `most`. Answers whether it was added; the log tells of it then.
    async fn add_image(
        &self,
        business: BusinessId,
        image: &KeptImage,
        bytes: Vec<u8>,
        most: u64,
        activity: &NewActivity,
    ) -> Result<bool, StoreError>;

    /// A picture with its bytes.
    async fn image(&self, business: BusinessId, id: Uuid)
    -> Result<Option<(KeptImage, Vec<u8>)>, StoreError>;

    /// Pictures, newest first.
    async fn images(
        &self,
        business: BusinessId,
        offset: u64,
        limit: u64,
    ) -> Result<Page<KeptImage>, StoreError>;

    /// Removes a picture that no product names by an address with its id; the log tells of it.
    async fn remove_image(
        &self,
        business: BusinessId,
        id: Uuid,
        activity: &NewActivity,
    ) -> Result<ImageRemoved, StoreError>;
}
