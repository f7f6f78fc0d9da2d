//! Listing, showing, adding, changing and removing, the same for all four kinds.

use actix_web::{HttpRequest, HttpResponse};
use colloquy_actors::REQUEST_ANSWERED;
use colloquy_engine::{
    activity::NewActivity,
    ids::KnowledgeId,
    port::{
        StoreError,
        knowledge::{KnowledgeEntry, KnowledgeKind, KnowledgeStore},
        requests::{AnsweredRequest, RequestKey},
    },
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    catalogue::keep::act,
    extract::{Paging, Shared, Staff},
    once::{self, Asked},
    problem::Problem,
    publishing::{self, Change, Publishing},
    slugs,
    state::App,
};

/// How often a taken slug gets another tail.
const SLUG_TRIES: u32 = 8;

/// A body that is kept as a row.
pub(super) trait Kept: Serialize + DeserializeOwned + Sized + 'static {
    /// Which table.
    const KIND: KnowledgeKind;
    /// The row as it is answered.
    type Out: From<KnowledgeEntry> + Serialize;

    /// Checks the body and makes its fields.
    ///
    /// # Errors
    /// 422 with what is wrong.
    fn fields(&self) -> Result<Fields, Problem>;
}

/// What a body says of a row; the rest is the row's own.
#[derive(Debug)]
pub(super) struct Fields {
    pub(super) title: String,
    pub(super) body: String,
    pub(super) category: String,
    pub(super) language: String,
    pub(super) status: String,
    pub(super) extra: Value,
    /// The name that it would like; made from the title when none.
    pub(super) name: Option<String>,
}

/// A page of rows, oldest first.
pub(super) async fn list<K: Kept>(app: &App, staff: &Staff, paging: Paging) -> Result<HttpResponse, Problem> {
    let entries = app.store.entries(staff.business_id, K::KIND).await?;
    let page = paging.cut(entries);
    let items: Vec<K::Out> = page.items.into_iter().map(K::Out::from).collect();
    Ok(HttpResponse::Ok().json(paging.list(items, page.total)))
}

/// One row.
pub(super) async fn show<K: Kept>(app: &App, staff: &Staff, id: Uuid) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().json(K::Out::from(find::<K>(app, staff, id).await?)))
}

/// Adds a row, once for each idempotency key.
pub(super) async fn add<K: Kept>(
    app: &Shared,
    request: &HttpRequest,
    staff: &Staff,
    publishing: Publishing,
    body: K,
) -> Result<HttpResponse, Problem> {
    let asked = Asked::of(request, staff, &body)?;
    let fields = body.fields()?;
    let (doing, staff) = (app.clone(), staff.clone());
    let work = async move |key| {
        let added = insert::<K>(&doing, &staff, (fields, publishing), key).await?;
        learn(&doing, &staff, K::KIND).await;
        Ok(added)
    };
    Ok(HttpResponse::Created().json(once::to_its_end(app, asked, work).await?))
}

/// Changes a row. Its name stays, because answers refer to it.
pub(super) async fn change<K: Kept>(
    app: &App,
    staff: &Staff,
    publishing: Publishing,
    id: Uuid,
    body: K,
) -> Result<HttpResponse, Problem> {
    let fields = body.fields()?;
    let known = find::<K>(app, staff, id).await?;
    let entry = KnowledgeEntry {
        title: fields.title,
        body: fields.body,
        category: fields.category,
        language: fields.language,
        status: fields.status,
        extra: match fields.extra {
            // What is not said stays as it is.
            Value::Null => known.extra.clone(),
            said => said,
        },
        updated_at: app.engine.ports().clock.now(),
        ..known.clone()
    };
    let change = Change {
        before: Some(&known),
        after: Some(&entry),
    };
    publishing::check(app, staff, change, publishing).await?;
    let activity = told(app, staff, Done::Changed, &entry);
    app.store.save(staff.business_id, &entry, &activity).await?;
    learn(app, staff, K::KIND).await;
    Ok(HttpResponse::Ok().json(K::Out::from(entry)))
}

/// Removes a row.
pub(super) async fn remove<K: Kept>(
    app: &App,
    staff: &Staff,
    publishing: Publishing,
    id: Uuid,
) -> Result<HttpResponse, Problem> {
    let entry = find::<K>(app, staff, id).await?;
    let change = Change {
        before: Some(&entry),
        after: None,
    };
    publishing::check(app, staff, change, publishing).await?;
    let activity = told(app, staff, Done::Removed, &entry);
    if !app
        .store
        .delete(staff.business_id, K::KIND, KnowledgeId(id), &activity)
        .await?
    {
        return Err(Problem::not_found(thing(K::KIND)));
    }
    learn(app, staff, K::KIND).await;
    Ok(HttpResponse::NoContent().finish())
}

async fn find<K: Kept>(app: &App, staff: &Staff, id: Uuid) -> Result<KnowledgeEntry, Problem> {
    let entry = app
        .store
        .entry(staff.business_id, K::KIND, KnowledgeId(id))
        .await?;
    entry.ok_or_else(|| Problem::not_found(thing(K::KIND)))
}

/// Writes a new row under the first name that is free, together with the request that asked for it. Answers the row
/// as it is shown.
async fn insert<K: Kept>(
    app: &App,
    staff: &Staff,
    (fields, publishing): (Fields, Publishing),
    request: Option<RequestKey>,
) -> Result<Value, Problem> {
    let (ports, kind) = (app.engine.ports(), K::KIND);
    let wanted = slugs::slug(fields.name.as_deref().unwrap_or(&fields.title), thing(kind));
    let mut entry = KnowledgeEntry {
        id: KnowledgeId(ports.ids.next()),
        kind,
        slug: wanted.clone(),
        title: fields.title,
        body: fields.body,
        category: fields.category,
        language: fields.language,
        status: fields.status,
        extra: fields.extra,
        updated_at: ports.clock.now(),
    };
    let change = Change {
        before: None,
        after: Some(&entry),
    };
    publishing::check(app, staff, change, publishing).await?;
    for _ in 0..SLUG_TRIES {
        let shown = serde_json::to_value(K::Out::from(entry.clone())).map_err(|_| Problem::internal())?;
        let answered = request.clone().map(|request| AnsweredRequest {
            request,
            effect: shown.clone(),
            at: entry.updated_at,
        });
        let (store, business) = (&app.store, staff.business_id);
        let activity = told(app, staff, Done::Created, &entry);
        let saved = match &answered {
            Some(answered) => store.add_answered(business, &entry, answered, &activity).await,
            None => store.save(business, &entry, &activity).await,
        };
        match saved {
            Ok(()) => return Ok(shown),
            Err(StoreError::Taken("request")) => {
                return Err(Problem::conflict(
                    REQUEST_ANSWERED,
                    "this request was answered before",
                ));
            }
            Err(StoreError::Taken("slug")) => entry.slug = slugs::with_tail(&wanted),
            Err(error) => return Err(error.into()),
        }
    }
    Err(StoreError::Taken("slug").into())
}

/// What was done to a row.
#[derive(Clone, Copy)]
enum Done {
    Created,
    Changed,
    Removed,
}

/// The entry of the log. It names the row and how it stands, and holds nothing of its texts.
fn told(app: &App, staff: &Staff, done: Done, entry: &KnowledgeEntry) -> NewActivity {
    use KnowledgeKind::{Article, Correction, Faq, Golden};

    let action = match (entry.kind, done) {
        (Article, Done::Created) => "article.created",
        (Article, Done::Changed) => "article.changed",
        (Article, Done::Removed) => "article.removed",
        (Faq, Done::Created) => "faq.created",
        (Faq, Done::Changed) => "faq.changed",
        (Faq, Done::Removed) => "faq.removed",
        (Correction, Done::Created) => "correction.created",
        (Correction, Done::Changed) => "correction.changed",
        (Correction, Done::Removed) => "correction.removed",
        (Golden, Done::Created) => "golden.created",
        (Golden, Done::Changed) => "golden.changed",
        (Golden, Done::Removed) => "golden.removed",
    };
    let detail = json!({ "name": entry.slug, "language": entry.language, "status": entry.status });
    act(app, staff, action, &entry.id.0.to_string(), detail)
}

/// Lets the shop answer by what it knows now. What was written stays written, whatever comes of this.
async fn learn(app: &App, staff: &Staff, kind: KnowledgeKind) {
    if kind == KnowledgeKind::Golden {
        return;
    }
    if let Err(error) = app.engine.refresh_shop(staff.business_id).await {
        tracing::error!(
            event_type = "shop_not_refreshed",
            business_id = %staff.business_id,
            error_code = error.code(),
            "the shop answers by what it knew before: {error}"
        );
    }
}

fn thing(kind: KnowledgeKind) -> &'static str {
    match kind {
        KnowledgeKind::Article => "article",
        KnowledgeKind::Faq => "faq",
        KnowledgeKind::Correction => "correction",
        KnowledgeKind::Golden => "golden",
    }
}
