import { expect, test } from "vitest";
import { combinations, itemBodies, merged, type Option } from "./variants";

const size: Option = { key: 0, name: "Size", values: "S, M,, S" };
const color: Option = { key: 1, name: "Color", values: "Red" };

test("options make a variant for each combination, and an empty one makes none", () => {
  expect(combinations([size, color])).toEqual([
    ["S", "Red"],
    ["M", "Red"],
  ]);
  expect(combinations([size, { key: 2, name: "", values: "x" }])).toEqual([["S"], ["M"]]);
  expect(combinations([])).toEqual([[]]);
});

test("what was said of a variant stays when a value is added", () => {
  const known = merged([size], []).map((variant, place) => ({ ...variant, sku: `A-${place}` }));
  const more = merged([{ ...size, values: "S, M, L" }], known);
  expect(more.map((variant) => variant.sku)).toEqual(["A-0", "A-1", ""]);
});

test("a stock that is left empty is not written, so that what is sold meanwhile stays sold", () => {
  const variants = merged([size], []).map((variant, place) => ({
    ...variant,
    stock: place === 0 ? "" : "7",
  }));
  const bodies = itemBodies([size], variants, "9.90");
  expect(bodies.map((body) => body.stock_quantity)).toEqual([undefined, 7]);
  expect(bodies[0]).toMatchObject({ price: "9.90", variant_options: [{ option_name: "Size", value: "S" }] });
});
