import { expect, test } from "vitest";
import { whyOf } from "./reasons";

test("a_card_says_at_most_two_reasons_and_none_where_there_is_none", () => {
  expect(whyOf(undefined)).toBeNull();
  expect(whyOf([{ kind: "unheard_of", value: "x" }])).toBeNull();
  const reasons = [
    { kind: "size", value: "9" },
    { kind: "category", value: "running-shoes" },
    { kind: "price_range" },
  ];
  expect(whyOf(reasons)).toBe("Suits you: you wear 9, you like running shoes");
});
