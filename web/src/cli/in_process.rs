//! One message and its answer, by the engine in this process.

use std::time::Duration;

use anyhow::{Context, anyhow};
use colloquy_actors::{Delivery, Engine, Said, Seat, delivery_queue};
use colloquy_engine::{
    conversation::event::{EventBody, Response},
    ids::MessageId,
};

/// How long an answer may take: a turn's whole budget and its commit.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came of a message.
#[derive(Debug)]
pub(super) struct Exchange {
    /// The message.
    pub(super) message_id: MessageId,
    /// The answer; none while a person owns the conversation.
    pub(super) response: Option<Box<Response>>,
}

/// Says something in a conversation and waits for what comes of it.
///
/// # Errors
/// When it is not taken or not answered in time.
pub(super) async fn say(engine: &Engine, seat: &Seat, text: &str) -> anyhow::Result<Exchange> {
    let (queue, mut deliveries) = delivery_queue();
    let joined = engine.join(seat, queue).await?;
    let said = Said {
        subscriber: joined.subscriber,
        client_message_id: None,
        text: text.to_owned(),
        signed_in: None,
        for_draft: false,
    };
    engine.say(seat, said).await?;
    let waiting = async {
        let mut message_id = None;
        while let Some(delivery) = deliveries.next().await {
            match delivery {
                Delivery::Acknowledged {
                    message_id: given, ..
                } => message_id = Some(given),
                Delivery::Refused { error, .. } => return Err(error.into()),
                Delivery::Silent { .. } => {
                    let message_id = message_id.context("silence before the message was taken")?;
                    return Ok(Exchange {
                        message_id,
                        response: None,
                    });
                }
                Delivery::Event { body, .. } => {
                    if let (EventBody::Answered(response), Some(message_id)) = (&*body, message_id)
                        && response.answers.contains(&message_id)
                    {
                        return Ok(Exchange {
                            message_id,
                            response: Some(response.clone()),
                        });
                    }
                }
                _passing => {}
            }
        }
        Err(anyhow!("the conversation ended before it answered"))
    };
    let exchange = tokio::time::timeout(PATIENCE, waiting)
        .await
        .context("no answer in time")?;
    engine.leave(seat, joined.subscriber).await;
    exchange
}
