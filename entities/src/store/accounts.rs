//! Businesses, the doors they are reached by, and the people who work for them.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use colloquy_engine::{
    activity::NewActivity,
    ids::{BusinessId, UserId},
    port::{
        StoreError,
        accounts::{AccountStore, Business, RefreshFamily, Role, User, WidgetKey},
    },
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::Expr};
use uuid::Uuid;

use crate::{
    error::Trouble,
    rows::{corrupt, from_json, to_json},
    statement::insert_all,
    store::{Store, activity, again},
    tables::access::{businesses, hosts, refresh_families, users, widget_keys},
    text::storable,
};

#[async_trait]
impl AccountStore for Store {
    async fn businesses(&self) -> Result<Vec<Business>, StoreError> {
        self.database
            .within(async {
                let rows = businesses::Entity::find()
                    .order_by_asc(businesses::Column::CreatedAt)
                    .order_by_asc(businesses::Column::Id)
                    .all(self.database.reader())
                    .await?;
                Ok(rows.into_iter().map(business).collect())
            })
            .await
    }

    async fn business(&self, id: BusinessId) -> Result<Option<Business>, StoreError> {
        self.database
            .within(async {
                let row = businesses::Entity::find_by_id(id.0)
                    .one(self.database.reader())
                    .await?;
                Ok(row.map(business))
            })
            .await
    }

    async fn add_business(
        &self,
        business: &Business,
        key: &WidgetKey,
        hosts: &[String],
        people: &[User],
        told: Option<&NewActivity>,
    ) -> Result<(), StoreError> {
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            insert_all(&transaction, vec![business_row(business)?]).await?;
            insert_all(&transaction, vec![widget_key_row(key)?]).await?;
            let hosts = hosts.iter().map(|host| hosts::Model {
                host: storable(host).to_lowercase(),
                business_id: business.id.0,
            });
            insert_all(&transaction, hosts.collect()).await?;
            insert_all(&transaction, people.iter().map(user_row).collect()).await?;
            if let Some(told) = told {
                activity::append(&transaction, business.id, told).await?;
            }
            Ok(())
        });
        let written = work.await;
        Ok(self.database.finish(transaction, written).await?)
    }

    async fn widget_key(&self, key: &str) -> Result<Option<WidgetKey>, StoreError> {
        self.database
            .within(async {
                let row = widget_keys::Entity::find_by_id(storable(key))
                    .one(self.database.reader())
                    .await?;
                row.map(widget_key).transpose()
            })
            .await
    }

    async fn widget_keys(&self, business: BusinessId) -> Result<Vec<WidgetKey>, StoreError> {
        self.database
            .within(async {
                let rows = widget_keys::Entity::find()
                    .filter(widget_keys::Column::BusinessId.eq(business.0))
                    .order_by_asc(widget_keys::Column::Key)
                    .all(self.database.reader())
                    .await?;
                rows.into_iter().map(widget_key).collect()
            })
            .await
    }

    async fn business_of_host(&self, host: &str) -> Result<Option<BusinessId>, StoreError> {
        self.database
            .within(async {
                let row = hosts::Entity::find_by_id(storable(host).to_lowercase())
                    .one(self.database.reader())
                    .await?;
                Ok(row.map(|row| BusinessId(row.business_id)))
            })
            .await
    }

    async fn staff_by_email(&self, email: &str) -> Result<Option<User>, StoreError> {
        self.database
            .within(async {
                let row = users::Entity::find()
                    .filter(users::Column::Email.eq(storable(email).to_lowercase()))
                    .filter(users::Column::Role.ne(Role::Shopper.as_str()))
                    .one(self.database.reader())
                    .await?;
                row.map(user).transpose()
            })
            .await
    }

    async fn user(&self, business: BusinessId, id: UserId) -> Result<Option<User>, StoreError> {
        self.database
            .within(async {
                let row = users::Entity::find_by_id(id.0)
                    .filter(users::Column::BusinessId.eq(business.0))
                    .one(self.database.reader())
                    .await?;
                row.map(user).transpose()
            })
            .await
    }

    async fn staff(&self, business: BusinessId) -> Result<Vec<User>, StoreError> {
        self.database
            .within(async {
                let rows = users::Entity::find()
                    .filter(users::Column::BusinessId.eq(business.0))
                    .filter(users::Column::Role.ne(Role::Shopper.as_str()))
                    .order_by_asc(users::Column::CreatedAt)
                    .order_by_asc(users::Column::Id)
                    .all(self.database.reader())
                    .await?;
                rows.into_iter().map(user).collect()
            })
            .await
    }

    async fn add_user(&self, user: &User, told: Option<&NewActivity>) -> Result<(), StoreError> {
        again!(self.try_add_user(user, told))
    }

    async fn rename_user(
        &self,
        business: BusinessId,
        id: UserId,
        name: &str,
        activity: &NewActivity,
    ) -> Result<bool, StoreError> {
        again!(self.try_rename(business, id, name, activity))
    }

    async fn add_family(&self, family: &RefreshFamily) -> Result<(), StoreError> {
        self.database
            .within(async {
                refresh_families::Entity::insert(family_row(family).into_active_model())
                    .exec_without_returning(self.database.writer())
                    .await?;
                Ok(())
            })
            .await
    }

    async fn family(&self, id: Uuid) -> Result<Option<RefreshFamily>, StoreError> {
        self.database
            .within(async {
                let row = refresh_families::Entity::find_by_id(id)
                    .one(self.database.reader())
                    .await?;
                Ok(row.map(family))
            })
            .await
    }

    async fn rotate_family(
        &self,
        id: Uuid,
        expected: &str,
        next: &str,
        expires_at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.database
            .within(async {
                let done = refresh_families::Entity::update_many()
                    .col_expr(refresh_families::Column::CurrentHash, Expr::value(next))
                    .col_expr(refresh_families::Column::ExpiresAt, Expr::value(expires_at))
                    .filter(refresh_families::Column::Id.eq(id))
                    .filter(refresh_families::Column::CurrentHash.eq(expected))
                    .filter(refresh_families::Column::RevokedAt.is_null())
                    .exec(self.database.writer())
                    .await?;
                Ok(done.rows_affected == 1)
            })
            .await
    }

    async fn revoke_family(&self, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.revoke(refresh_families::Column::Id, id, at).await
    }

    async fn revoke_families(&self, user: UserId, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.revoke(refresh_families::Column::UserId, user.0, at).await
    }
}

impl Store {
    async fn try_add_user(&self, user: &User, told: Option<&NewActivity>) -> Result<(), Trouble> {
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            users::Entity::insert(user_row(user).into_active_model())
                .exec_without_returning(&transaction)
                .await?;
            if let Some(told) = told {
                activity::append(&transaction, user.business_id, told).await?;
            }
            Ok(())
        });
        let written = work.await;
        self.database.finish(transaction, written).await
    }

    async fn try_rename(
        &self,
        business: BusinessId,
        id: UserId,
        name: &str,
        activity: &NewActivity,
    ) -> Result<bool, Trouble> {
        let transaction = self.database.begin_write().await?;
        let work = self.database.bounded(async {
            let done = users::Entity::update_many()
                .col_expr(users::Column::FullName, Expr::value(storable(name)))
                .filter(users::Column::Id.eq(id.0))
                .filter(users::Column::BusinessId.eq(business.0))
                .exec(&transaction)
                .await?;
            activity::told(&transaction, business, done.rows_affected, activity).await
        });
        let done = work.await;
        self.database.finish(transaction, done).await
    }

    async fn revoke(
        &self,
        column: refresh_families::Column,
        id: Uuid,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.database
            .within(async {
                refresh_families::Entity::update_many()
                    .col_expr(refresh_families::Column::RevokedAt, Expr::value(at))
                    .filter(column.eq(id))
                    .filter(refresh_families::Column::RevokedAt.is_null())
                    .exec(self.database.writer())
                    .await?;
                Ok(())
            })
            .await
    }
}

fn business(row: businesses::Model) -> Business {
    Business {
        id: BusinessId(row.id),
        slug: row.slug,
        name: row.name,
        profile: row.profile,
        created_at: row.created_at,
    }
}

fn business_row(business: &Business) -> Result<businesses::Model, Trouble> {
    Ok(businesses::Model {
        id: business.id.0,
        slug: storable(&business.slug),
        name: storable(&business.name),
        profile: to_json(&business.profile)?,
        created_at: business.created_at,
    })
}

fn widget_key(row: widget_keys::Model) -> Result<WidgetKey, Trouble> {
    Ok(WidgetKey {
        key: row.key,
        business_id: BusinessId(row.business_id),
        origins: from_json("widget key", row.origins)?,
    })
}

fn widget_key_row(key: &WidgetKey) -> Result<widget_keys::Model, Trouble> {
    Ok(widget_keys::Model {
        key: storable(&key.key),
        business_id: key.business_id.0,
        origins: to_json(&key.origins)?,
    })
}

pub(super) fn user(row: users::Model) -> Result<User, Trouble> {
    let role = [
        Role::Shopper,
        Role::Operator,
        Role::Editor,
        Role::Owner,
        Role::Admin,
    ]
    .into_iter()
    .find(|role| role.as_str() == row.role)
    .ok_or_else(|| corrupt("user", &format!("unknown role {:?}", row.role)))?;
    Ok(User {
        id: UserId(row.id),
        business_id: BusinessId(row.business_id),
        email: row.email,
        full_name: row.full_name,
        role,
        password_hash: row.password_hash,
        created_at: row.created_at,
    })
}

pub(super) fn user_row(user: &User) -> users::Model {
    users::Model {
        id: user.id.0,
        business_id: user.business_id.0,
        email: storable(&user.email).to_lowercase(),
        full_name: storable(&user.full_name),
        role: user.role.as_str().to_owned(),
        password_hash: user.password_hash.clone(),
        created_at: user.created_at,
    }
}

fn family(row: refresh_families::Model) -> RefreshFamily {
    RefreshFamily {
        id: row.id,
        user_id: UserId(row.user_id),
        business_id: BusinessId(row.business_id),
        current_hash: row.current_hash,
        expires_at: row.expires_at,
        revoked_at: row.revoked_at,
    }
}

pub(super) fn family_row(family: &RefreshFamily) -> refresh_families::Model {
    refresh_families::Model {
        id: family.id,
        business_id: family.business_id.0,
        user_id: family.user_id.0,
        current_hash: family.current_hash.clone(),
        expires_at: family.expires_at,
        revoked_at: family.revoked_at,
    }
}
