//! `GET /v1/admin/stats`.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, get};
use colloquy_engine::port::overview::{OverviewStore, ShopFigures};
use serde::Serialize;
use utoipa::ToSchema;

use super::tickets::TicketStatus;
use crate::{
    extract::{Admin, Shared},
    problem::Problem,
};

/// The shop in figures.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct StatsOut {
    /// What shoppers bought.
    orders: OrderStats,
    /// What the shop sells.
    catalogue: CatalogueStats,
    /// What shoppers need.
    tickets: TicketStats,
    /// Who has an account.
    users: UserStats,
}

/// What shoppers bought.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OrderStats {
    /// All of them.
    total: u64,
    /// By where they stand.
    by_status: BTreeMap<String, u64>,
    /// What was paid less what went back, as decimals by currency.
    revenue: BTreeMap<String, String>,
}

/// What the shop sells.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CatalogueStats {
    /// Products on sale.
    products: u64,
    /// Variants on sale.
    variants: u64,
    /// Pieces in stock.
    pieces: u64,
    /// Variants of which there are few.
    low_stock: u64,
    /// So many pieces of a variant or fewer are few.
    low_stock_at: u32,
    /// Categories.
    categories: u64,
}

/// What shoppers need.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct TicketStats {
    /// All of them.
    total: u64,
    /// By where they stand.
    by_status: BTreeMap<String, u64>,
}

/// Who has an account.
#[derive(Debug, Serialize, ToSchema)]
struct UserStats {
    /// Customers.
    shoppers: u64,
    /// People who work here.
    staff: u64,
}

impl StatsOut {
    fn new(figures: ShopFigures, low_stock_at: u32) -> Self {
        let mut tickets = BTreeMap::new();
        for (status, number) in &figures.conversations {
            if let Some(status) = TicketStatus::of_conversation(status) {
                *tickets.entry(status.as_str().to_owned()).or_insert(0) += number;
            }
        }
        let revenue = figures.revenue.into_iter();
        Self {
            orders: OrderStats {
                total: figures.orders.values().sum(),
                by_status: figures.orders,
                revenue: revenue
                    .map(|(currency, amount)| (currency, amount.to_string()))
                    .collect(),
            },
            catalogue: CatalogueStats {
                products: figures.products,
                variants: figures.variants,
                pieces: figures.pieces,
                low_stock: figures.low_stock,
                low_stock_at,
                categories: figures.categories,
            },
            tickets: TicketStats {
                total: tickets.values().sum(),
                by_status: tickets,
            },
            users: UserStats {
                shoppers: figures.shoppers,
                staff: figures.staff,
            },
        }
    }
}

/// Shows the shop in figures.
#[utoipa::path(
    tag = "admin",
    responses(
        (status = 200, body = StatsOut),
        (status = 403, body = Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = []))
)]
#[get("/v1/admin/stats")]
pub(super) async fn show_stats(app: Shared, admin: Admin) -> Result<HttpResponse, Problem> {
    let few = app.settings.inventory.low_stock_at;
    let figures = app.store.shop_figures(admin.business_id, few).await?;
    Ok(HttpResponse::Ok().json(StatsOut::new(figures, few)))
}
