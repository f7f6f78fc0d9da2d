import { useState } from "react";
import { Chip } from "../operator/parts/chip";
import { Icon } from "../operator/parts/icon";
import { money } from "../operator/parts/money";
import { type Category, type Page, type Product, useAnswer, withQuery } from "./api";
import { Go } from "./go";
import { Cell, FIELD, Pager, Row, Screen, Shown, Table } from "./parts";

export function ProductsPage() {
  const [page, setPage] = useState(1);
  const [search, setSearch] = useState("");
  const [category, setCategory] = useState("");
  const [state, setState] = useState("true");
  const categories = useAnswer<Page<Category>>("/v1/admin/categories/records?limit=100");
  const query = { page, search_term: search.trim(), category, is_active: state };
  const products = useAnswer<Page<Product>>(withQuery("/api/v1/products", query));
  const anew = (set: (value: string) => void) => (event: { target: { value: string } }) => {
    set(event.target.value);
    setPage(1);
  };
  return (
    <Screen
      title="Products"
      tools={
        <>
          <input
            type="search"
            aria-label="Search by name, description or SKU"
            placeholder="Search"
            className={`h-8 w-40 ${FIELD}`}
            value={search}
            onChange={anew(setSearch)}
          />
          <select
            aria-label="Category"
            className={`h-8 max-w-44 ${FIELD}`}
            value={category}
            onChange={anew(setCategory)}
          >
            <option value="">All categories</option>
            {categories.data?.items.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </select>
          <select aria-label="State" className={`h-8 ${FIELD}`} value={state} onChange={anew(setState)}>
            <option value="true">On sale</option>
            <option value="false">Taken off sale</option>
            <option value="">All</option>
          </select>
          <Go
            to="/products/new"
            className="inline-flex h-8 items-center gap-1.5 rounded-md bg-accent px-2.5 text-sm font-medium text-white hover:bg-accent-hover"
          >
            <Icon name="plus" />
            New product
          </Go>
        </>
      }
    >
      <Shown asked={products}>
        {(list) => (
          <>
            <Table
              label="Products"
              head={["Name", "Price", "In stock", "State", "Variants", "Category", "Brand"]}
              figures={["Price", "In stock", "Variants"]}
            >
              {list.items.map((product) => (
                <Row key={product.id} faint={!product.is_active}>
                  <Cell plain>
                    <Go
                      to={`/products/${product.id}`}
                      className="block min-w-44 font-medium underline-offset-2 hover:underline"
                    >
                      {product.name}
                    </Go>
                  </Cell>
                  <Cell right>{money(product.base_price, product.currency)}</Cell>
                  <Cell right>{product.total_stock}</Cell>
                  <Cell>
                    <Chip tone={product.is_active ? "good" : "done"}>
                      {product.is_active ? "On sale" : "Off sale"}
                    </Chip>
                  </Cell>
                  <Cell right>{product.inventory_items.filter((item) => item.is_active).length}</Cell>
                  <Cell>{product.category}</Cell>
                  <Cell>{product.brand}</Cell>
                </Row>
              ))}
            </Table>
            <Pager list={list} onPage={setPage} />
          </>
        )}
      </Shown>
    </Screen>
  );
}
