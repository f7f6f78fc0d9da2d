import { expect, test } from "vitest";
import { amount, monthAfter } from "./months";

test("months_go_over_the_turn_of_the_year", () => {
  expect(monthAfter("2026-12", 1)).toBe("2027-01");
  expect(monthAfter("2026-01", -1)).toBe("2025-12");
  expect(monthAfter("2026-11", 0)).toBe("2026-11");
});

test("a_small_amount_is_not_rounded_away", () => {
  expect(amount("0.000123")).toContain("000123");
  expect(amount("0")).toMatch(/^0.00$/);
  expect(amount("12.345678")).toMatch(/^12.35$/);
});
