import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chatOn, launch, SOON, visit } from "./browser.mjs";
import { startServer, until } from "./server.mjs";

let server;
let browser;

before(async () => {
  [server, browser] = await Promise.all([startServer(), launch()]);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** Presses Tab until what is wanted has the focus, as somebody without a mouse would. */
async function tabTo(page, locator, most = 80) {
  for (let presses = 0; presses < most; presses++) {
    if (await locator.evaluate((element) => element.getRootNode().activeElement === element)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${locator} is not reached by the keyboard`);
}

async function register(page, email) {
  await page.getByRole("button", { name: "I am new here" }).click();
  await page.getByLabel("Name").fill("Ann Shopper");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill("SecurePass123!");
  await page.getByRole("button", { name: "Create account" }).click();
}

async function fillCart(page) {
  await page.goto(`${server.url}/products/aerostride-2-running-shoes`);
  await page.getByText("US 9", { exact: true }).click();
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.getByRole("button", { name: "Cart, 1 item" }).waitFor();
}

test("a_guest_signs_in_at_the_till_and_pays_without_a_mouse", { timeout: 60_000 }, async () => {
  const { page, complaints } = await visit(browser);
  await fillCart(page);
  await page.goto(`${server.url}/checkout`);
  await register(page, "keys@example.com");
  const till = {
    "Street and number": "123 Main St",
    City: "Austin",
    "Postal code": "78701",
  };
  const pay = page.getByRole("button", { name: /^Pay / });
  await pay.waitFor();
  for (const [label, text] of Object.entries(till)) {
    await tabTo(page, page.getByLabel(label));
    await page.keyboard.type(text);
  }
  await tabTo(page, pay);
  await page.keyboard.press("Enter");
  await page.getByText("Thank you. Your order order_").waitFor();
  await page.getByRole("button", { name: "Cart, 0 items" }).waitFor();

  await page.getByRole("link", { name: "Your orders" }).click();
  await page.getByRole("button", { name: "Cancel this order" }).click();
  await page.getByText(/You get \$.* back/).waitFor();
  await page.getByRole("button", { name: "Yes" }).click();
  await page.getByText("Cancelled", { exact: true }).waitFor();
  assert.deepEqual(complaints, []);
});

test("what_was_asked_in_the_chat_goes_on_once_the_page_has_signed_in", { timeout: 60_000 }, async () => {
  const { page } = await visit(browser);
  const chat = chatOn(page);
  await fillCart(page);
  await page.goto(`${server.url}/account`);
  await chat.open();
  const refused = await chat.ask("checkout");
  assert.match((await refused.textContent()) ?? "", /sign in/i);
  await register(page, "talk@example.com");
  await chat.text("Where shall it go?").waitFor();
  const asked = await chat.ask("line1=123 Main St, city=Austin, state=TX, postalCode=78701, country=US");
  assert.match((await asked.textContent()) ?? "", /\$/);
  await chat.ask("yes");
  await until(() => page.getByRole("button", { name: "Cart, 0 items" }).isVisible(), SOON);
  await page.getByRole("link", { name: "Your orders" }).click();
  await page.getByText("Paid", { exact: true }).waitFor();
});
