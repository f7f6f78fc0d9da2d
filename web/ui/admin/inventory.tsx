import { useState } from "react";
import { sentenceOf } from "../operator/api/problem";
import { Button } from "../operator/parts/button";
import { Chip } from "../operator/parts/chip";
import { toast } from "../operator/parts/toast";
import { ask, type Item, type Page, type Product, type Stats, useAct, useAnswer, withQuery } from "./api";
import { Go } from "./go";
import { Cell, FIELD, Pager, Row, Screen, Shown, Table } from "./parts";

export function InventoryPage() {
  const [page, setPage] = useState(1);
  const [search, setSearch] = useState("");
  const [low, setLow] = useState(true);
  const query = {
    page,
    search_term: search.trim(),
    low_stock: low || undefined,
    is_active: true,
  };
  // What counts as few is the server's to say.
  const few = useAnswer<Stats>("/v1/admin/stats").data?.catalogue.lowStockAt ?? 0;
  const products = useAnswer<Page<Product>>(withQuery("/api/v1/products", query));
  return (
    <Screen
      title="Inventory"
      tools={
        <>
          <input
            type="search"
            aria-label="Search by name or SKU"
            placeholder="Name or SKU"
            className={`h-8 w-48 ${FIELD}`}
            value={search}
            onChange={(event) => {
              setSearch(event.target.value);
              setPage(1);
            }}
          />
          <label className="flex items-center gap-1.5 text-sm">
            <input
              type="checkbox"
              checked={low}
              onChange={(event) => {
                setLow(event.target.checked);
                setPage(1);
              }}
            />
            Low stock only
          </label>
        </>
      }
    >
      <Shown asked={products}>
        {(list) => (
          <>
            <Table
              label="Inventory"
              head={["Product", "Options", "SKU", "In stock", "Count"]}
              figures={["In stock"]}
            >
              {list.items.flatMap((product) =>
                product.inventory_items
                  .filter((item) => item.is_active && (!low || item.stock_quantity <= few))
                  .map((item) => <StockRow key={item.id} product={product} item={item} few={few} />),
              )}
            </Table>
            <Pager list={list} onPage={setPage} />
          </>
        )}
      </Shown>
    </Screen>
  );
}

function StockRow({ product, item, few }: { product: Product; item: Item; few: number }) {
  const [counted, setCounted] = useState("");
  const path = `/api/v1/inventory_items/${encodeURIComponent(item.id)}/adjust_stock`;
  const adjust = useAct((body: { change?: number; set_to?: number }) => ask<Item>("POST", path, body));
  const send = (body: { change?: number; set_to?: number }) =>
    adjust.mutate(body, {
      onSuccess: (now) => {
        setCounted("");
        toast(`${now.stock_quantity} of ${item.sku} in stock`);
      },
      onError: (error) => toast(sentenceOf(error), { bad: true }),
    });
  const isNumber = /^\d{1,9}$/.test(counted.trim());
  return (
    <Row>
      <Cell plain>
        <Go to={`/products/${product.id}`} className="block min-w-40 underline-offset-2 hover:underline">
          {product.name}
        </Go>
      </Cell>
      <Cell>{item.variant_options.map((option) => option.value).join(", ")}</Cell>
      <Cell>{item.sku}</Cell>
      <Cell right>
        {item.stock_quantity <= few && <Chip tone={item.stock_quantity === 0 ? "bad" : "wait"}>few</Chip>}{" "}
        {item.stock_quantity}
      </Cell>
      <Cell>
        <form
          className="flex gap-1.5"
          onSubmit={(event) => {
            event.preventDefault();
            if (isNumber) send({ set_to: Number(counted) });
          }}
        >
          <Button aria-label={`One less of ${item.sku}`} onClick={() => send({ change: -1 })}>
            −
          </Button>
          <Button aria-label={`One more of ${item.sku}`} onClick={() => send({ change: 1 })}>
            +
          </Button>
          <input
            aria-label={`Pieces of ${item.sku} that were counted`}
            inputMode="numeric"
            className={`h-8 w-20 ${FIELD}`}
            value={counted}
            onChange={(event) => setCounted(event.target.value)}
          />
          <Button type="submit" disabled={!isNumber} busy={adjust.isPending}>
            Set
          </Button>
        </form>
      </Cell>
    </Row>
  );
}
