//! Letters as files, on a developer's own computer.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use async_trait::async_trait;
use colloquy_engine::{
    delivery::{Payload, Reconciled, TryOutcome, payload::MAIL},
    port::connector::{Connector, Outgoing},
};
use tokio::{fs, io::AsyncWriteExt};

use super::{
    LetterWriter,
    wire::{Sender, posted},
};

/// Writes each letter into a file of its own, named after its handle.
pub struct MailFolder {
    folder: PathBuf,
    sender: Sender,
    writer: Arc<dyn LetterWriter>,
}

impl std::fmt::Debug for MailFolder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("MailFolder")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl MailFolder {
    /// Writes into a folder, which is made with the first letter.
    #[must_use]
    pub fn new(folder: PathBuf, sender: Sender, writer: Arc<dyn LetterWriter>) -> Self {
        Self {
            folder,
            sender,
            writer,
        }
    }

    fn file(&self, outgoing: &Outgoing) -> PathBuf {
        self.folder.join(format!("{}.eml", outgoing.id))
    }
}

#[async_trait]
impl Connector for MailFolder {
    fn kind(&self) -> &'static str {
        MAIL
    }

    async fn send(&self, outgoing: &Outgoing) -> TryOutcome {
        let refused = |cause: &str| TryOutcome::Refused {
            cause: cause.to_owned(),
        };
        let Payload::Mail(mail) = &outgoing.payload else {
            return refused("it is no letter");
        };
        let Some(letter) = posted(&self.sender, outgoing, mail, self.writer.write(mail)) else {
            return refused("the address cannot be written to");
        };
        match write(&self.folder, &self.file(outgoing), &letter.bytes).await {
            Ok(()) => TryOutcome::Delivered {
                reference: Some(letter.message_id),
            },
            // A file has its name only once it is whole.
            Err(error) => TryOutcome::NotTaken {
                cause: format!("the file cannot be written: {}", error.kind()),
                retry_after: None,
            },
        }
    }

    async fn reconcile(&self, outgoing: &Outgoing) -> Reconciled {
        match fs::try_exists(self.file(outgoing)).await {
            Ok(true) => Reconciled::Arrived { reference: None },
            Ok(false) => Reconciled::Absent,
            Err(error) => Reconciled::NotNow {
                cause: format!("the folder cannot be read: {}", error.kind()),
            },
        }
    }
}

async fn write(folder: &Path, file: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder).await?;
    let half = file.with_extension("part");
    let mut part = fs::File::create(&half).await?;
    part.write_all(bytes).await?;
    part.sync_all().await?;
    fs::rename(&half, file).await
}
