//! Changes of the catalogue: checked, written with their entry in the activity log, and seen by the assistant at once.

use std::collections::HashSet;

use colloquy_engine::{
    activity::NewActivity,
    commerce::keeping::{KeptItem, KeptProduct, ProductEdit, StockChange},
    ids::BusinessId,
    port::{
        StoreError,
        accounts::AccountStore,
        keeping::{KeepingStore, Saved, StockChanged},
    },
};
use serde_json::{Value, json};

use super::{
    draft::{Names, ProductDraft, edit_of},
    skus,
};
use crate::{extract::Staff, problem::Problem, slugs, state::App};

/// How often an edit is made anew because somebody else was faster, or a slug was taken.
const TRIES: u32 = 5;

/// An entry of the activity log for something that a member of staff does now.
#[must_use]
pub fn act(app: &App, staff: &Staff, action: &'static str, subject: &str, detail: Value) -> NewActivity {
    NewActivity {
        id: app.engine.ports().ids.next(),
        user_id: Some(staff.user_id),
        action,
        subject: subject.to_owned(),
        detail,
        at: app.engine.ports().clock.now(),
    }
}

/// A product of the shop.
///
/// # Errors
/// 404 when there is none.
pub async fn find(app: &App, business: BusinessId, key: &str) -> Result<KeptProduct, Problem> {
    let product = app.store.kept_product(business, key).await?;
    product.ok_or_else(|| Problem::not_found("product"))
}

/// A variant of the shop.
///
/// # Errors
/// 404 when there is none.
pub async fn find_item(app: &App, business: BusinessId, key: &str) -> Result<KeptItem, Problem> {
    let item = app.store.kept_item(business, key).await?;
    item.ok_or_else(|| Problem::not_found("inventory item"))
}

/// Makes a product.
///
/// # Errors
/// 409 when a slug or a SKU is taken, 422 with every field that is wrong.
pub async fn create(
    app: &App,
    staff: &Staff,
    draft: &ProductDraft,
    names: Names,
) -> Result<KeptProduct, Problem> {
    let (currency, code) = shop_of(app, staff.business_id).await?;
    let new_id = || app.engine.ports().ids.next().to_string();
    let mut edit = edit_of(draft, None, &currency, names, new_id).map_err(Problem::invalid_fields)?;
    skus::choose(
        &app.store,
        staff.business_id,
        &code,
        &mut edit,
        &mut HashSet::new(),
    )
    .await?;
    let wanted = edit.details.slug.clone();
    for _ in 0..TRIES {
        let detail =
            json!({"name": edit.details.name, "slug": edit.details.slug, "variants": edit.items.len()});
        let activity = act(app, staff, "product.created", edit.details.id.as_str(), detail);
        match app.store.save_product(staff.business_id, &edit, &activity).await {
            Ok(_) => {
                learn(app, staff.business_id).await;
                return find(app, staff.business_id, edit.details.id.as_str()).await;
            }
            // A slug that nobody asked for may be another one.
            Err(StoreError::Taken("slug")) if draft.slug.is_none() => {
                edit.details.slug = slugs::with_tail(&wanted);
            }
            Err(error) => return Err(told(app, staff.business_id, &edit, names, error).await),
        }
    }
    Err(StoreError::Taken("slug").into())
}

/// Changes a product; what the change leaves out stays. `seen` is the version that the caller knows, when it says so.
/// A change that rests on nothing the caller saw is made anew when somebody else was faster.
///
/// # Errors
/// 404 when there is none, 409 when it is another version or a slug or SKU is taken, 422 with every field that is
/// wrong.
pub async fn change(
    app: &App,
    staff: &Staff,
    key: &str,
    seen: Option<i64>,
    action: &'static str,
    names: Names,
    draft_of: impl Fn(&KeptProduct) -> Result<ProductDraft, Problem>,
) -> Result<KeptProduct, Problem> {
    let (currency, code) = shop_of(app, staff.business_id).await?;
    for _ in 0..TRIES {
        let known = find(app, staff.business_id, key).await?;
        if seen.is_some_and(|seen| seen != known.version) {
            return Err(stale(known.version));
        }
        let new_id = || app.engine.ports().ids.next().to_string();
        let draft = draft_of(&known)?;
        let mut edit =
            edit_of(&draft, Some(&known), &currency, names, new_id).map_err(Problem::invalid_fields)?;
        skus::choose(
            &app.store,
            staff.business_id,
            &code,
            &mut edit,
            &mut HashSet::new(),
        )
        .await?;
        let detail = json!({"changed": differences(&known, &edit), "version": known.version + 1});
        let activity = act(app, staff, action, known.details.id.as_str(), detail);
        match app.store.save_product(staff.business_id, &edit, &activity).await {
            Ok(Saved::Done) => {
                learn(app, staff.business_id).await;
                return find(app, staff.business_id, known.details.id.as_str()).await;
            }
            Ok(Saved::Stale) => {}
            Err(error) => return Err(told(app, staff.business_id, &edit, names, error).await),
        }
    }
    let mut problem = Problem::conflict("busy", "others were always faster; try again");
    problem.retry_after = Some(std::time::Duration::from_secs(1));
    Err(problem)
}

/// Takes a product and its variants off sale. Orders still tell of it.
///
/// # Errors
/// 404 when there is none on sale.
pub async fn remove(app: &App, staff: &Staff, key: &str) -> Result<(), Problem> {
    let known = find(app, staff.business_id, key).await?;
    if !known.is_active {
        return Err(Problem::not_found("product"));
    }
    let names = Names {
        price: "price",
        images: "images",
        options: "options",
        items: "variants",
    };
    let gone = |_known: &KeptProduct| {
        Ok(ProductDraft {
            is_active: Some(false),
            ..ProductDraft::default()
        })
    };
    change(
        app,
        staff,
        known.details.id.as_str(),
        None,
        "product.removed",
        names,
        gone,
    )
    .await?;
    Ok(())
}

/// Changes a number in stock, in one step, never below zero.
///
/// # Errors
/// 404 when there is no such variant, 409 when there are not so many, 422 when there would be too many.
pub async fn change_stock(
    app: &App,
    staff: &Staff,
    key: &str,
    change: StockChange,
    reason: Option<&str>,
) -> Result<KeptItem, Problem> {
    let detail = reason.map_or_else(|| json!({}), |reason| json!({ "reason": reason }));
    let activity = act(app, staff, "stock.changed", key, detail);
    match app
        .store
        .change_stock(staff.business_id, key, change, &activity)
        .await?
    {
        StockChanged::Done { item, .. } => Ok(item),
        StockChanged::Unknown => Err(Problem::not_found("inventory item")),
        StockChanged::TooMany => Err(Problem::invalid(
            "change",
            "out_of_range",
            "is more than can be counted",
        )),
        StockChanged::Short { stock } => {
            let mut problem = Problem::conflict("out_of_stock", format!("there are only {stock} in stock"));
            problem.more.insert("stock".to_owned(), json!(stock));
            Err(problem)
        }
    }
}

/// Lets the shop answer by what it sells now. What was written stays written, whatever comes of this.
pub async fn learn(app: &App, business: BusinessId) {
    if let Err(error) = app.engine.refresh_shop(business).await {
        tracing::error!(
            event_type = "shop_not_refreshed",
            business_id = %business,
            error_code = error.code(),
            "the shop sells by what it knew before: {error}"
        );
    }
}

/// 409 for a change of a version that is none any more.
#[must_use]
pub fn stale(version: i64) -> Problem {
    let mut problem = Problem::conflict("version_changed", "it has changed since; read it again");
    problem.more.insert("version".to_owned(), json!(version));
    problem
}

/// What the shop sells in, and how its SKUs begin.
async fn shop_of(app: &App, business: BusinessId) -> Result<(String, String), Problem> {
    let shop = app.engine.shops().get(business).await?;
    let row = app.store.business(business).await?;
    let row = row.ok_or_else(|| Problem::not_found("business"))?;
    Ok((shop.pricing.currency.clone(), skus::shop_code(&row.slug)))
}

/// A taken SKU is told by the field that it stands in.
async fn told(
    app: &App,
    business: BusinessId,
    edit: &ProductEdit,
    names: Names,
    error: StoreError,
) -> Problem {
    if error != StoreError::Taken("sku") {
        return error.into();
    }
    let asked: Vec<String> = edit.items.iter().map(|item| item.sku.clone()).collect();
    let taken = match app.store.skus_taken(business, &asked).await {
        Ok(taken) => taken,
        Err(error) => return error.into(),
    };
    let mut problem = Problem::from(error);
    let fields = edit.items.iter().enumerate().filter(|(_, item)| {
        taken
            .iter()
            .any(|(sku, owner)| sku.eq_ignore_ascii_case(&item.sku) && *owner != item.id)
    });
    let named: Vec<String> = fields
        .map(|(place, _)| format!("{}[{place}].sku", names.items))
        .collect();
    if let Some(pattern) = problem.errors.pop() {
        problem.errors = named
            .into_iter()
            .map(|field| crate::problem::FieldProblem {
                field,
                ..pattern.clone()
            })
            .collect();
        if problem.errors.is_empty() {
            problem.errors.push(pattern);
        }
    }
    problem
}

/// The names of what an edit changes.
fn differences(known: &KeptProduct, edit: &ProductEdit) -> Vec<&'static str> {
    let (old, new) = (&known.details, &edit.details);
    let mut changed = vec![
        ("name", old.name != new.name),
        ("slug", old.slug != new.slug),
        ("description", old.description != new.description),
        ("category", old.category != new.category),
        ("brand", old.brand != new.brand),
        ("price", old.price != new.price),
        (
            "images",
            old.images != new.images || old.image_alts != new.image_alts,
        ),
        ("keywords", old.keywords != new.keywords),
        ("styles", old.styles != new.styles),
        ("options", known.options != edit.options),
        ("active", known.is_active != edit.is_active),
    ];
    let ids: HashSet<&str> = edit.items.iter().map(|item| item.id.as_str()).collect();
    let gone = known
        .items
        .iter()
        .any(|item| item.is_active && !ids.contains(item.id.as_str()));
    let items = edit.items.iter().any(|item| {
        known
            .items
            .iter()
            .find(|kept| kept.id == item.id)
            .is_none_or(|kept| {
                kept.sku != item.sku
                    || kept.price != item.price
                    || kept.options != item.options
                    || kept.barcode != item.barcode
                    || kept.is_active != item.is_active
                    || item.stock.is_some_and(|stock| stock != kept.stock)
            })
    });
    changed.push(("variants", gone || items));
    changed.retain(|(_, is_changed)| *is_changed);
    changed.into_iter().map(|(name, _)| name).collect()
}
