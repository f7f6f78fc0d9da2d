//! From products of a file to products of the shop.

use std::collections::{HashMap, HashSet};

use colloquy_actors::{SystemClock, SystemIds};
use colloquy_engine::{
    activity::NewActivity,
    commerce::keeping::{KeptProduct, ProductEdit},
    ids::BusinessId,
    port::{
        Clock, Ids, StoreError,
        accounts::AccountStore,
        keeping::{KeepingStore, Saved},
    },
};
use colloquy_entities::Store;
use serde_json::json;

use super::progress::Progress;
use crate::{
    bootstrap::{Setup, StartError},
    catalogue::{Names, draft::edit_of, skus},
    cli::Failure,
    lifecycle::imports::IMPORTED,
    shopify_csv::{RefusedRow, columns, read::FileProduct},
};

/// Products that are written in one transaction: few, so that a slow disk stays within the deadline of a transaction.
pub(super) const AT_ONCE: usize = 10;

/// How the file calls what is wrong.
const NAMES: Names = Names {
    price: columns::PRICE,
    images: columns::IMAGE,
    options: "Option",
    items: "Variant",
};

/// A product of the file as it is to be written.
#[derive(Debug)]
pub(super) struct Planned {
    edit: ProductEdit,
    pub(super) is_unchanged: bool,
}

impl Planned {
    pub(super) fn is_new(&self) -> bool {
        self.edit.expected.is_none()
    }
}

/// Holds every product against the shop. What cannot be taken is added to `refused`.
pub(super) async fn plan(
    setup: &Setup,
    store: &Store,
    business: BusinessId,
    products: Vec<FileProduct>,
    refused: &mut Vec<RefusedRow>,
) -> Result<Vec<Planned>, Failure> {
    let row = store.business(business).await.map_err(StartError::from)?;
    let row = row.ok_or_else(|| anyhow::anyhow!("the business is gone"))?;
    let currency = row.profile.get("currency").and_then(serde_json::Value::as_str);
    let currency = currency.unwrap_or(&setup.settings.cart.currency).to_owned();
    let code = skus::shop_code(&row.slug);
    let titles = store.kept_categories(business).await.map_err(StartError::from)?;
    let titles: HashMap<String, String> = titles
        .into_iter()
        .map(|category| (category.title.to_lowercase(), category.slug))
        .collect();
    let named = products
        .iter()
        .flat_map(|product| product.draft.items.iter().flatten())
        .filter_map(|item| item.sku.as_ref());
    let mut used: HashSet<String> = named.map(|sku| sku.to_ascii_lowercase()).collect();
    let (mut planned, all) = (Vec::new(), products.len());
    let mut progress = Progress::new("products looked at");
    for (number, mut product) in products.into_iter().enumerate() {
        if let Some(slug) = product
            .draft
            .category
            .as_ref()
            .and_then(|title| titles.get(&title.to_lowercase()))
        {
            product.draft.category = Some(slug.clone());
        }
        let known = store
            .kept_product(business, &product.handle)
            .await
            .map_err(StartError::from)?;
        let known = known.filter(|known| known.details.slug == product.handle);
        match one(
            store,
            business,
            &currency,
            &code,
            &product,
            known.as_ref(),
            &mut used,
        )
        .await?
        {
            Ok(edit) => planned.push(Planned {
                is_unchanged: known.is_some_and(|known| is_same(&known, &edit)),
                edit,
            }),
            Err(mut rows) => refused.append(&mut rows),
        }
        progress.at(number + 1, all);
    }
    progress.end();
    refused.sort_by_key(|row| row.line);
    Ok(planned)
}

/// Writes what is new or changed, so many products in a transaction. What a cut leaves is whole products, and the
/// same file brings the rest.
pub(super) async fn write(
    store: &Store,
    business: BusinessId,
    planned: &[Planned],
    file: &str,
) -> Result<(), Failure> {
    let edits: Vec<&ProductEdit> = planned
        .iter()
        .filter(|planned| !planned.is_unchanged)
        .map(|planned| &planned.edit)
        .collect();
    let mut progress = Progress::new("products written");
    let (mut done, all) = (0, edits.len());
    for chunk in edits.chunks(AT_ONCE) {
        let edits: Vec<ProductEdit> = chunk.iter().map(|edit| (*edit).clone()).collect();
        let activity = NewActivity {
            id: SystemIds.next(),
            user_id: None,
            action: IMPORTED,
            subject: file.to_owned(),
            detail: json!({
                "products": edits.len(),
                "slugs": edits.iter().map(|edit| edit.details.slug.as_str()).collect::<Vec<_>>(),
            }),
            at: SystemClock.now(),
        };
        match store.save_products(business, &edits, &activity).await {
            Ok(Saved::Done) => {}
            Ok(Saved::Stale) => {
                return Err(anyhow::anyhow!(
                    "somebody changed a product meanwhile; {done} products are written, import the file again"
                )
                .into());
            }
            Err(error) => return Err(StartError::from(error).into()),
        }
        done += edits.len();
        progress.at(done, all);
    }
    progress.end();
    Ok(())
}

async fn one(
    store: &Store,
    business: BusinessId,
    currency: &str,
    code: &str,
    product: &FileProduct,
    known: Option<&KeptProduct>,
    used: &mut HashSet<String>,
) -> Result<Result<ProductEdit, Vec<RefusedRow>>, Failure> {
    let edit = edit_of(&product.draft, known, currency, NAMES, || {
        SystemIds.next().to_string()
    });
    let mut edit = match edit {
        Ok(edit) => edit,
        Err(faults) => {
            let rows = faults.into_iter().map(|fault| RefusedRow {
                line: line_of(product, &fault.field),
                column: fault.field,
                reason: fault.message,
            });
            return Ok(Err(rows.collect()));
        }
    };
    let refused = |place: usize, reason: String| {
        vec![RefusedRow {
            line: product.item_lines.get(place).copied().unwrap_or(product.line),
            column: columns::SKU.to_owned(),
            reason,
        }]
    };
    let skus: Vec<String> = edit
        .items
        .iter()
        .map(|item| item.sku.clone())
        .filter(|sku| !sku.is_empty())
        .collect();
    for (sku, owner) in store
        .skus_taken(business, &skus)
        .await
        .map_err(StartError::from)?
    {
        let other = edit
            .items
            .iter()
            .position(|item| item.sku.eq_ignore_ascii_case(&sku) && item.id != owner);
        if let Some(place) = other {
            return Ok(Err(refused(
                place,
                format!("{sku} is the SKU of another product"),
            )));
        }
    }
    match skus::choose(store, business, code, &mut edit, used).await {
        Ok(()) => Ok(Ok(edit)),
        Err(StoreError::Taken(_)) => Ok(Err(refused(0, "no free SKU could be made; name one".to_owned()))),
        Err(error) => Err(StartError::from(error).into()),
    }
}

/// The line that a field of a product stands on.
fn line_of(product: &FileProduct, field: &str) -> u64 {
    let place = field
        .strip_prefix("Variant[")
        .and_then(|rest| rest.split(']').next())
        .and_then(|number| number.parse::<usize>().ok());
    place
        .and_then(|place| product.item_lines.get(place).copied())
        .unwrap_or(product.line)
}

fn is_same(known: &KeptProduct, edit: &ProductEdit) -> bool {
    let on_sale: Vec<_> = known.items.iter().filter(|item| item.is_active).collect();
    known.details == edit.details
        && known.options == edit.options
        && known.is_active == edit.is_active
        && on_sale.len() == edit.items.len()
        && on_sale.iter().zip(&edit.items).all(|(item, edit)| {
            item.id == edit.id
                && item.sku == edit.sku
                && item.options == edit.options
                && item.price == edit.price
                && item.barcode == edit.barcode
                && edit.stock.is_none_or(|stock| stock == item.stock)
                && edit.is_active
        })
}
