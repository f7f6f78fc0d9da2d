import { useState } from "react";
import type { Facet } from "../../shared/api";
import { chat } from "../chat";
import { countFilters, type Filters as FilterValues, readFilters, sorts, toHref } from "../data/filters";
import { humanName, nameOf } from "../data/names";
import { useCatalogue, useCategories, useShop } from "../data/queries";
import { Button } from "../parts/Button";
import { Filters } from "../parts/Filters";
import { Hero } from "../parts/Hero";
import { Icon } from "../parts/icons";
import { Modal } from "../parts/Modal";
import { ProblemNote } from "../parts/ProblemNote";
import { ProductCard, ProductCardSkeleton } from "../parts/ProductCard";
import { useTitle } from "../parts/title";
import { go } from "../router";

const SKELETONS = Array.from({ length: 9 }, (_, number) => `skeleton ${number}`);

export function CataloguePage({ search }: { search: string }) {
  const shop = useShop();
  const filters = readFilters(search);
  const categories = useCategories();
  const catalogue = useCatalogue(filters);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const pages = catalogue.data?.pages ?? [];
  const products = pages.flatMap((page) => page.items);
  const total = pages[0]?.total ?? 0;
  const facets = pages[0]?.facets;
  const isFront = search === "" || toHref(filters) === "/";
  const count = countFilters(filters);
  const title = titleOf(
    filters,
    categories.find(({ value }) => value === filters.category),
  );
  useTitle(isFront ? null : title);

  const change = (more: FilterValues) => go(toHref({ ...filters, ...more }), { replace: false });
  const clear = () => go(toHref({ query: filters.query, category: filters.category }));
  const panel = <Filters filters={filters} facets={facets} currency={shop.currency} onChange={change} />;
  return (
    <>
      {isFront && <Hero />}
      <div className="mx-auto max-w-7xl px-4 sm:px-6">
        <div className="flex flex-wrap items-end gap-x-4 gap-y-4 pt-8 pb-6">
          <div className="mr-auto min-w-0 max-sm:w-full">
            {isFront ? (
              <h2 className="display text-4xl">Everything we carry</h2>
            ) : (
              <h1 className="display text-4xl break-words sm:text-5xl">{title}</h1>
            )}
            <p className="mt-2 text-quiet" role="status">
              {catalogue.isPending ? "Looking…" : catalogue.isSuccess && countText(total)}
            </p>
          </div>
          <Button look="quiet" className="max-sm:flex-1 lg:hidden" onClick={() => setSheetOpen(true)}>
            <Icon name="filter" />
            {count > 0 ? `Filters (${count})` : "Filters"}
          </Button>
          <label className="flex items-center gap-3 text-[0.9375rem] max-sm:flex-1">
            <span className="text-quiet max-sm:sr-only">Sort by</span>
            <select
              value={filters.sort ?? ""}
              onChange={(event) => change({ sort: event.target.value })}
              className="h-12 rounded-lg border border-edge bg-panel px-3 font-semibold hover:border-ink max-sm:w-full"
            >
              {Object.entries(sorts).map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        </div>

        <div className="lg:grid lg:grid-cols-[15rem_1fr] lg:gap-12">
          <aside aria-label="Filters" className="hidden lg:block">
            <a
              href="#products"
              className="sr-only rounded-lg border border-edge px-3 py-2 focus:not-sr-only focus:mb-4 focus:block"
            >
              Skip to products
            </a>
            {panel}
            {count > 0 && (
              <Button look="quiet" className="mt-8 min-h-11 w-full" onClick={clear}>
                Clear filters
              </Button>
            )}
          </aside>

          <div id="products" tabIndex={-1} className="@container scroll-mt-24 outline-none">
            {!isFront && <h2 className="sr-only">Products</h2>}
            {catalogue.isError && (
              <ProblemNote error={catalogue.error} onRetry={() => void catalogue.refetch()} />
            )}
            {catalogue.isSuccess && products.length === 0 && <Nothing filters={filters} onClear={clear} />}
            <ul
              className={`grid grid-cols-2 gap-x-4 gap-y-9 transition-opacity sm:gap-x-6 @xl:grid-cols-3 ${catalogue.isPlaceholderData ? "opacity-60" : ""}`}
            >
              {products.map((product, index) => (
                <li key={product.id}>
                  <ProductCard product={product} color={filters.color} isFirst={index < 3} />
                </li>
              ))}
              {(catalogue.isPending || catalogue.isFetchingNextPage) &&
                SKELETONS.map((key) => (
                  <li key={key}>
                    <ProductCardSkeleton />
                  </li>
                ))}
            </ul>
            {catalogue.hasNextPage && (
              <div className="mt-12 text-center">
                <p className="mb-3 text-[0.9375rem] text-quiet">
                  {products.length} of {total} shown
                </p>
                <Button
                  look="quiet"
                  disabled={catalogue.isFetchingNextPage}
                  onClick={() => void catalogue.fetchNextPage()}
                >
                  {catalogue.isFetchingNextPage ? "Loading…" : "Load more"}
                </Button>
              </div>
            )}
          </div>
        </div>
      </div>

      <Modal isOpen={isSheetOpen} onClose={() => setSheetOpen(false)} title="Filters" kind="sheet">
        <div className="overflow-y-auto p-5">{panel}</div>
        <div className="flex gap-3 border-t border-line p-4">
          <Button look="quiet" className="flex-1" onClick={clear} disabled={count === 0}>
            Clear
          </Button>
          <Button className="flex-1" onClick={() => setSheetOpen(false)}>
            Show {total}
          </Button>
        </div>
      </Modal>
    </>
  );
}

function Nothing({ filters, onClear }: { filters: FilterValues; onClear: () => void }) {
  const shop = useShop();
  const wish = filters.query ? `I am looking for ${filters.query}` : "I am looking for ";
  return (
    <div className="rounded-xl bg-sunk px-6 py-16 text-center">
      <p className="text-xl font-semibold">Nothing on the shelf matches that</p>
      <p className="mx-auto mt-2 max-w-prose text-quiet">
        Try fewer filters, or tell {shop.agentName} what you need.
      </p>
      <div className="mt-6 flex flex-wrap justify-center gap-3">
        {countFilters(filters) > 0 && <Button onClick={onClear}>Clear filters</Button>}
        <Button look="quiet" onClick={() => chat()?.prefill(wish)}>
          <Icon name="chat" />
          Ask {shop.agentName}
        </Button>
      </div>
    </div>
  );
}

function titleOf(filters: FilterValues, category: Facet | undefined): string {
  if (filters.query) return `“${filters.query}”`;
  if (category) return nameOf(category);
  if (filters.category) return humanName(filters.category);
  return "Everything";
}

function countText(total: number): string {
  return total === 1 ? "1 product" : `${total} products`;
}
