/** What narrows the catalogue down. It lives in the address, so that a view can be shared and found again. */

export const sorts = {
  "": "Featured",
  price_asc: "Price, low to high",
  price_desc: "Price, high to low",
  rating: "Best rated",
  newest: "Newest",
} as const;

const names = ["query", "category", "brand", "size", "color", "minPrice", "maxPrice", "sort"] as const;

export type FilterName = (typeof names)[number];
export type Filters = Partial<Record<FilterName, string>>;

export function readFilters(search: string): Filters {
  const params = new URLSearchParams(search);
  const filters: Filters = {};
  for (const name of names) {
    const value = params.get(name)?.trim();
    if (value) filters[name] = value;
  }
  return filters;
}

export function toParams(filters: Filters): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of names) {
    const value = filters[name];
    if (value) params.set(name, value);
  }
  return params;
}

export function toHref(filters: Filters): string {
  const params = toParams(filters).toString();
  return params ? `/?${params}` : "/";
}

/** How many filters are set, apart from the search text, the category and the order. */
export function countFilters({ brand, size, color, minPrice, maxPrice }: Filters): number {
  return [brand, size, color, minPrice || maxPrice].filter(Boolean).length;
}
