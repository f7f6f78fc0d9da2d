//! The running system on a database of its own: a message from [`Talk::say`] to its durable answer.

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::{Context as _, bail};
use async_trait::async_trait;
use colloquy_actors::{
    ActorSettings, Delivery, DeliveryReceiver, Engine, Ports, Said, Seat, SessionSeat, ShopSource, Shops,
    SubscriberId, SystemClock, SystemIds, delivery_queue,
};
use colloquy_engine::{
    channel::Channel,
    commerce::shop::Shop,
    conversation::event::EventBody,
    ids::{BusinessId, ConversationId, SessionId},
    policy::flood::FloodRules,
    port::{
        Clock, Ids, StoreError,
        accounts::{AccountStore, WidgetKey},
        catalogue::CatalogueStore,
        journal::JournalStore,
    },
    understanding::Understander,
};
use colloquy_entities::{Database, DatabaseSettings, Store};
use colloquy_web::bootstrap;
use futures::future::try_join_all;

use crate::{shop::DemoShop, texts::ROUND};

/// No answer of a healthy system takes longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Opens a new SQLite file with every promise that a server's has, and stocks it with the demo shop.
///
/// # Errors
/// When the file cannot be made or written.
pub async fn open(folder: &Path, demo: &DemoShop) -> anyhow::Result<Store> {
    open_at(folder.join("colloquy.db").display().to_string(), demo).await
}

/// The databases that a bench runs on, by name: SQLite in a folder, and PostgreSQL where `DATABASE_URL` names one. That
/// one is filled and not emptied: name one that is the bench's own.
///
/// # Errors
/// When one of them cannot be opened or written.
pub async fn open_all(folder: &Path, demo: &DemoShop) -> anyhow::Result<Vec<(&'static str, Store)>> {
    let mut stores = vec![("sqlite", open(folder, demo).await?)];
    let named = std::env::var("DATABASE_URL").unwrap_or_default();
    if DatabaseSettings::new(named.as_str()).is_postgres() {
        stores.push(("postgres", open_at(named, demo).await?));
    }
    Ok(stores)
}

async fn open_at(url: String, demo: &DemoShop) -> anyhow::Result<Store> {
    let database = Database::connect(&DatabaseSettings::new(url)).await?;
    database.migrate().await?;
    let durability = database.durability().await?;
    anyhow::ensure!(
        durability.is_safe(),
        "commits would not survive a power cut: {durability:?}"
    );
    let store = Store::new(database);
    let business_id = demo.business.id;
    if store.business(business_id).await?.is_some() {
        return Ok(store);
    }
    let key = WidgetKey {
        key: "pk_bench".to_owned(),
        business_id,
        origins: Vec::new(),
    };
    store.add_business(&demo.business, &key, &[], &[], None).await?;
    store.add_products(business_id, &demo.products).await?;
    Ok(store)
}

/// The usual settings, but that nobody floods: a closed loop without a network is faster than any shopper.
#[must_use]
pub fn settings() -> ActorSettings {
    let flood = FloodRules {
        messages: u32::MAX,
        seconds: 1,
    };
    ActorSettings {
        flood,
        flood_grace: Duration::ZERO,
        ..ActorSettings::default()
    }
}

/// A started engine with the shop that it works for.
#[derive(Debug)]
pub struct Running {
    engine: Engine,
    business_id: BusinessId,
}

impl Running {
    /// Starts the actors over a store. Call inside an actix system. With `journal` units go there instead.
    ///
    /// # Errors
    /// When the shop cannot be loaded.
    pub async fn start(
        store: &Store,
        demo: &DemoShop,
        understander: Understander,
        settings: ActorSettings,
        journal: Option<Arc<dyn JournalStore>>,
    ) -> anyhow::Result<Self> {
        let mut ports: Ports = bootstrap::ports(store);
        if let Some(journal) = journal {
            ports.journal = journal;
        }
        let shops = Shops::new(Arc::new(OneShop(Arc::clone(&demo.shop))));
        shops.get(demo.business.id).await?;
        let engine = Engine::start(ports, shops, Arc::new(understander), settings);
        Ok(Self {
            engine,
            business_id: demo.business.id,
        })
    }

    /// A new conversation with a watcher.
    ///
    /// # Errors
    /// When it cannot be joined.
    pub async fn talk(&self) -> anyhow::Result<Talk> {
        let session = SessionSeat {
            id: SessionId(format!("session_{}", uuid::Uuid::new_v4().simple())),
            created_at: SystemClock.now(),
            initial_context: None,
        };
        let seat = Seat {
            business_id: self.business_id,
            conversation_id: ConversationId(SystemIds.next()),
            channel: Channel::Web,
            session: Some(session),
        };
        self.join(seat).await
    }

    /// The conversation of another's talk, watched here as well: as where two nodes believe that they hold it.
    ///
    /// # Errors
    /// When it cannot be joined.
    pub async fn beside(&self, other: &Talk) -> anyhow::Result<Talk> {
        self.join(other.seat.clone()).await
    }

    async fn join(&self, seat: Seat) -> anyhow::Result<Talk> {
        let (queue, receiver) = delivery_queue();
        let joined = self.engine.join(&seat, queue).await?;
        Ok(Talk {
            engine: self.engine.clone(),
            seat,
            receiver,
            subscriber: joined.subscriber,
        })
    }

    /// Stops the actors once the journal is flushed.
    pub async fn stop(self) {
        self.engine.stop(Duration::from_secs(10)).await;
    }
}

/// One conversation and the queue of its only watcher.
#[derive(Debug)]
pub struct Talk {
    engine: Engine,
    seat: Seat,
    receiver: DeliveryReceiver,
    subscriber: SubscriberId,
}

impl Talk {
    /// Whose conversation it is, and which.
    #[must_use]
    pub fn place(&self) -> (BusinessId, ConversationId) {
        (self.seat.business_id, self.seat.conversation_id)
    }

    /// Says something under an id of the client's and waits for nothing.
    ///
    /// # Errors
    /// When no room is left for it.
    pub async fn post(&self, client_message_id: &str, text: &str) -> anyhow::Result<()> {
        let said = Said {
            subscriber: self.subscriber,
            client_message_id: Some(client_message_id.to_owned()),
            text: text.to_owned(),
            signed_in: None,
            for_draft: false,
        };
        Ok(self.engine.say(&self.seat, said).await?)
    }

    /// Says something and waits until its answer is durable and delivered. Answers what was answered.
    ///
    /// # Errors
    /// When the message is refused or no answer comes.
    pub async fn say(&mut self, text: &str) -> anyhow::Result<String> {
        self.post(&SystemIds.next().to_string(), text).await?;
        tokio::time::timeout(PATIENCE, self.answer())
            .await
            .with_context(|| format!("no answer to {text:?}"))?
    }

    async fn answer(&mut self) -> anyhow::Result<String> {
        while let Some(delivery) = self.receiver.next().await {
            match delivery {
                Delivery::Event { body, .. } => {
                    if let EventBody::Answered(response) = body.as_ref() {
                        return Ok(response.content.clone());
                    }
                }
                Delivery::Refused { error, .. } => return Err(error.into()),
                Delivery::Silent { .. } => bail!("a turn ended without an answer"),
                _passing => {}
            }
        }
        bail!("the conversation let go of its watcher")
    }
}

/// Every conversation says the same next text of the round, and all are waited for.
///
/// # Errors
/// When one of them is not answered.
pub async fn say_together(talks: &mut [Talk], said: usize) -> anyhow::Result<()> {
    let text = ROUND[said % ROUND.len()];
    try_join_all(talks.iter_mut().map(|talk| talk.say(text))).await?;
    Ok(())
}

/// The demo shop, loaded already.
struct OneShop(Arc<Shop>);

#[async_trait]
impl ShopSource for OneShop {
    async fn load(&self, business: BusinessId) -> Result<Option<Arc<Shop>>, StoreError> {
        Ok((business == self.0.business_id).then(|| Arc::clone(&self.0)))
    }
}
