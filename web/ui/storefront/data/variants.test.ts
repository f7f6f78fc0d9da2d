import { expect, test } from "vitest";
import type { Product } from "../../shared/api";
import { altOf, findVariant, isLeft, pictureOf, sizesOf } from "./variants";

const shoe: Product = {
  id: "prod_001",
  slug: "pace",
  name: "Pace",
  price: "129.00",
  currency: "USD",
  images: ["/media/products/pace.svg?color=black", "/media/products/pace.svg?color=red"],
  variants: [
    { id: "1", sku: "A", options: { size: "US 10", color: "black" }, price: "129.00", stock: 0 },
    { id: "2", sku: "B", options: { size: "US 9", color: "black" }, price: "129.00", stock: 2 },
    { id: "3", sku: "C", options: { size: "US 9", color: "red" }, price: "129.00", stock: 1 },
  ],
};

test("sizes_stand_in_the_order_one_wears_them", () => {
  expect(sizesOf(shoe)).toEqual(["US 9", "US 10"]);
  const shirt = ["XL", "S", "M"].map((size) => ({
    id: size,
    sku: size,
    options: { size },
    price: "1",
    stock: 1,
  }));
  expect(sizesOf({ ...shoe, variants: shirt })).toEqual(["S", "M", "XL"]);
});

test("a_sold_out_combination_is_found_but_not_left", () => {
  expect(findVariant(shoe, "black", "US 10")?.id).toBe("1");
  expect(isLeft(shoe, "black", "US 10")).toBe(false);
  expect(isLeft(shoe, null, "US 9")).toBe(true);
});

test("a_product_without_options_has_its_one_variant", () => {
  const variants = [{ id: "9", sku: "Z", options: {}, price: "9.00", stock: 4 }];
  expect(findVariant({ ...shoe, variants }, null, null)?.id).toBe("9");
});

test("the_picture_follows_the_colour", () => {
  expect(pictureOf(shoe, "red")).toBe("/media/products/pace.svg?color=red");
  expect(pictureOf(shoe)).toBe("/media/products/pace.svg?color=black");
});

test("a_picture_of_the_shops_own_is_shown_for_a_colour_that_has_none", () => {
  const kept = {
    ...shoe,
    images: ["/media/images/a/1.webp", "/media/images/a/2.webp"],
    imageAlts: ["Pace from the side", "Pace in red"],
  };
  expect(pictureOf(kept, "black")).toBe("/media/images/a/1.webp");
  expect(pictureOf(kept, "red")).toBe("/media/images/a/2.webp");
  expect(altOf(kept, "/media/images/a/2.webp")).toBe("Pace in red");
  expect(altOf(kept, "/media/images/a/3.webp")).toBe("");
  expect(pictureOf({ ...shoe, images: [] }, "red")).toBe("/media/products/pace.svg?color=red");
});
