import { expect, test } from "vitest";
import { richText } from "./rich";

function html(text: string): string {
  const element = document.createElement("p");
  element.append(...richText(text));
  return element.innerHTML;
}

test("markup_in_a_message_stays_text", () => {
  expect(html("<img src=x onerror=alert(1)>")).toBe("&lt;img src=x onerror=alert(1)&gt;");
});

test("addresses_become_links_without_the_full_stop", () => {
  const element = document.createElement("p");
  element.append(...richText("See https://shop.example/returns."));
  expect(element.querySelector("a")?.getAttribute("href")).toBe("https://shop.example/returns");
  expect(element.textContent).toBe("See https://shop.example/returns.");
});

test("scripts_are_no_addresses", () => {
  expect(html("javascript:alert(1)")).toBe("javascript:alert(1)");
});

test("stars_make_strong", () => {
  expect(html("**30 days** at most")).toBe("<strong>30 days</strong> at most");
});
