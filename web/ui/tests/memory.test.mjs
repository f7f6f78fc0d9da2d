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

async function register(page, email) {
  await page.getByRole("button", { name: "I am new here" }).click();
  await page.getByLabel("Name").fill("Ann Shopper");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill("SecurePass123!");
  await page.getByRole("button", { name: "Create account" }).click();
}

/** Kept where somebody may look at them, when a folder is named. */
async function picture(page, name) {
  const folder = process.env.COLLOQUY_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

test("what_is_remembered_is_shown_changed_and_forgotten_on_the_page_and_in_the_chat", {
  timeout: 90_000,
}, async () => {
  const { page, complaints } = await visit(browser);
  await page.goto(`${server.url}/account`);
  await register(page, "memory@example.com");
  await page.getByRole("link", { name: "What we remember" }).click();
  await page.getByRole("heading", { name: "What you like" }).waitFor();

  await page.getByLabel("Size you wear").fill("9");
  await page.getByLabel("Up to (USD)").fill("cheap");
  await page.getByRole("button", { name: "Keep size and prices" }).click();
  await page.getByText(/Up to \(USD\) .*decimal/i).waitFor();
  await page.getByLabel("Up to (USD)").fill("150");
  await page.getByRole("button", { name: "Keep size and prices" }).click();
  await until(async () => (await page.getByLabel("Up to (USD)").inputValue()) === "150.00", SOON);
  await page.getByLabel("Add a brand").fill("Hexline");
  await page.getByRole("button", { name: "Add brand" }).click();
  await page.getByRole("button", { name: "Forget Hexline" }).waitFor();

  // What is said in the chat shows on the page at once.
  const chat = chatOn(page);
  await chat.open();
  await chat.ask("remember that I love blue");
  await page.getByRole("button", { name: "Forget blue" }).waitFor();
  await chat.ask("show me running shoes");
  await page.getByText("show me running shoes", { exact: true }).first().waitFor();
  const shown = await chat.ask("what do you remember about me");
  assert.match((await shown.textContent()) ?? "", /Hexline/);
  await page.keyboard.press("Escape");
  await picture(page, "memory-desktop");

  // And what is forgotten on the page is forgotten in the chat.
  await page.getByRole("button", { name: "Forget blue" }).click();
  await page.getByRole("button", { name: "Forget blue" }).waitFor({ state: "detached" });
  await chat.open();
  const after = await chat.ask("what do you remember about me");
  assert.doesNotMatch((await after.textContent()) ?? "", /blue/);
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Forget everything" }).click();
  await page.getByRole("button", { name: "No", exact: true }).click();
  await page.getByRole("button", { name: "Forget Hexline" }).waitFor();
  await page.getByRole("button", { name: "Forget everything" }).click();
  await page.getByRole("button", { name: "Yes", exact: true }).click();
  await page.getByRole("button", { name: "Forget Hexline" }).waitFor({ state: "detached" });
  await page.getByText("Nothing yet.").waitFor();
  assert.equal(await page.getByLabel("Size you wear").inputValue(), "");
  // The one refused amount is told to the console by the browser itself.
  assert.deepEqual(
    complaints.filter((told) => !told.includes("422")),
    [],
  );
});

test("products_say_why_they_suit_and_the_page_fits_a_phone", { timeout: 90_000 }, async () => {
  const { page } = await visit(browser, { viewport: { width: 390, height: 844 }, isMobile: true });
  await page.goto(`${server.url}/account`);
  await register(page, "phone@example.com");
  await page.getByRole("link", { name: "What we remember" }).click();
  await page.getByLabel("Add a brand").fill("Hexline");
  await page.getByRole("button", { name: "Add brand" }).click();
  await page.getByRole("button", { name: "Forget Hexline" }).waitFor();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.equal(overflow, 0);
  await picture(page, "memory-phone");
  await page.goto(`${server.url}/?category=running-shoes`);
  await page.getByText("Suits you: you like Hexline").first().waitFor();
  await picture(page, "products-phone");
});
