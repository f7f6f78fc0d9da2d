import { expect, test } from "vitest";
import { countFilters, readFilters, toHref } from "./filters";

test("filters_read_from_an_address_give_the_same_address", () => {
  const href = "/?query=shoe&category=running-shoes&size=US+9&maxPrice=120&sort=price_asc";
  expect(toHref(readFilters(href.slice(1)))).toBe(href);
});

test("unknown_and_empty_parameters_are_left_out", () => {
  expect(toHref(readFilters("?query=&utm_source=mail&brand=Veloc"))).toBe("/?brand=Veloc");
});

test("both_price_bounds_count_as_one_filter", () => {
  expect(countFilters({ minPrice: "10", maxPrice: "50", color: "black", query: "cap" })).toBe(2);
});
