//! The few shapes that every table is made of.

use sea_orm_migration::{prelude::*, schema::uuid};

/// A table that belongs to a business; its rows go when the business goes.
pub(crate) fn tenant_table(name: &'static str) -> TableCreateStatement {
    let mut table = plain_table(name);
    table.col(uuid("business_id")).foreign_key(
        ForeignKey::create()
            .from(name, "business_id")
            .to("businesses", "id")
            .on_delete(ForeignKeyAction::Cascade),
    );
    table
}

/// A table of a conversation. It carries `business_id` without a foreign key of its own: the conversation
/// has one, and these tables are written by every turn.
pub(crate) fn conversation_table(name: &'static str) -> TableCreateStatement {
    let mut table = plain_table(name);
    table
        .col(uuid("business_id"))
        .col(uuid("conversation_id"))
        .foreign_key(
            ForeignKey::create()
                .from(name, "conversation_id")
                .to("conversations", "id")
                .on_delete(ForeignKeyAction::Cascade),
        );
    table
}

/// A table without columns.
pub(crate) fn plain_table(name: &'static str) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(name);
    table
}

/// An index over columns, named after them.
pub(crate) fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index
        .name(format!("{table}_{}_index", columns.join("_")))
        .table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

/// A unique key over columns, named after them so that a violation can be told by its name.
pub(crate) fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index
        .name(format!("{table}_{}_key", columns.join("_")))
        .table(table)
        .unique();
    for column in columns {
        index.col(*column);
    }
    index
}

/// Creates tables, then indexes. Neither database's builder knows partial indexes alike, so those are `raw`.
pub(crate) async fn create(
    manager: &SchemaManager<'_>,
    tables: Vec<TableCreateStatement>,
    indexes: Vec<IndexCreateStatement>,
    raw: &[&str],
) -> Result<(), DbErr> {
    for table in tables {
        manager.create_table(table).await?;
    }
    for index in indexes {
        manager.create_index(index).await?;
    }
    for statement in raw {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}
