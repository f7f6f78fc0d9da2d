import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { chatOn, launch, signIn, visit } from "./browser.mjs";
import { OPERATOR, PASSWORD, startServer, until } from "./server.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SIZES = [
  { width: 1280, height: 850 },
  { width: 390, height: 844 },
];
const SCHEMES = ["light", "dark"];

let server;
let browser;

before(async () => {
  [server, browser] = await Promise.all([startServer(), launch()]);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** No violation, in both colour schemes, once everything that moves has come to rest. */
async function isAccessible(page, where) {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(() =>
      Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
    );
    await page.evaluate(AXE);
    const { violations, passes } = await page.evaluate(() => window.axe.run());
    assert.ok(passes.length > 10, "the page was looked at");
    const named = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.any[0]?.message ?? ""}`),
    );
    assert.deepEqual(named, [], `${where}, ${colorScheme}`);
  }
}

/** Presses Tab until what is wanted has the focus, as somebody without a mouse would. */
async function tabTo(page, locator, most = 60) {
  for (let presses = 0; presses < most; presses++) {
    const isThere = await locator.evaluate((element) => {
      const root = element.getRootNode();
      return root.activeElement === element;
    });
    if (isThere) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${locator} is not reached by the keyboard`);
}

async function isInView(locator) {
  const box = await locator.boundingBox();
  const size = locator.page().viewportSize();
  return box !== null && box.y >= 0 && box.y + box.height <= size.height;
}

for (const viewport of SIZES) {
  describe(`at ${viewport.width} pixels`, () => {
    test("storefront_has_no_violations", { timeout: 120_000 }, async () => {
      const { context, page } = await visit(browser, { viewport });
      await page.goto(server.url);
      await page.locator("article").first().waitFor();
      await isAccessible(page, "grid");

      await page.goto(`${server.url}/products/aerostride-2-running-shoes`);
      await page.getByRole("button", { name: "Add to cart" }).waitFor();
      await isAccessible(page, "product");
      await page.getByText("US 9", { exact: true }).click();
      await page.getByRole("button", { name: "Add to cart" }).click();
      await page.getByRole("dialog", { name: "Your cart" }).waitFor();
      await isAccessible(page, "cart drawer");

      await page.goto(`${server.url}/cart`);
      await page.getByRole("region", { name: "Summary" }).waitFor();
      await isAccessible(page, "cart");

      await page.goto(`${server.url}/checkout`);
      await page.getByRole("button", { name: "I am new here" }).click();
      await isAccessible(page, "register");
      await page.getByLabel("Name").fill("Ann Shopper");
      await page.getByLabel("Email").fill(`ann${viewport.width}@example.com`);
      await page.getByLabel("Password").fill("SecurePass123!");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: /^Pay / }).waitFor();
      await isAccessible(page, "checkout");
      await page.getByLabel("Street and number").fill("123 Main St");
      await page.getByLabel("City").fill("Austin");
      await page.getByLabel("Postal code").fill("78701");
      await page.keyboard.press("Enter");
      await page.getByText("Thank you. Your order").waitFor();
      await page.getByRole("link", { name: "Your orders" }).click();
      await page.getByRole("heading", { name: /^order_/ }).waitFor();
      await isAccessible(page, "orders");
      await page.goto(`${server.url}/account`);
      await page.getByRole("button", { name: "Sign out" }).waitFor();
      await isAccessible(page, "account");
      await context.close();
    });

    test("open_chat_has_no_violations", { timeout: 60_000 }, async () => {
      const { context, page } = await visit(browser, { viewport });
      const chat = chatOn(page);
      await page.goto(server.url);
      await chat.open();
      await chat.ask("show me running shoes under $150");
      await chat.ask("add the first one");
      await chat.ask("How long do I have to return something?");
      await chat.ask("do you rent kayaks in Norway?");
      await chat.text("A colleague is checking this.").waitFor();
      await isAccessible(page, "chat");
      await context.close();
    });

    test("operator_pages_have_no_violations", { timeout: 60_000 }, async () => {
      const { context, page } = await visit(browser, { viewport });
      await page.goto(`${server.url}/operator`);
      await page.getByRole("button", { name: "Sign in" }).waitFor();
      await isAccessible(page, "login");
      await signIn(page, server.url);
      const guest = page.getByRole("link", { name: /^Guest/ }).first();
      await guest.waitFor();
      await isAccessible(page, "inbox");
      await guest.click();
      await page.getByRole("region", { name: "Held draft" }).waitFor();
      await isAccessible(page, "thread");
      await page.getByRole("button", { name: "Why this draft" }).click();
      await page.getByRole("region", { name: "Decision" }).waitFor();
      await isAccessible(page, "trace");
      await page.goto(`${server.url}/operator/drafts`);
      await page.getByRole("heading", { name: "Drafts to approve", level: 1 }).waitFor();
      await isAccessible(page, "drafts");
      await page.goto(`${server.url}/operator/knowledge`);
      await page.getByRole("heading", { name: "Knowledge" }).waitFor();
      await page.locator("main li").first().waitFor();
      await isAccessible(page, "knowledge");
      await context.close();
    });

    test("pages_of_the_owner_have_no_violations", { timeout: 60_000 }, async () => {
      const { context, page } = await visit(browser, { viewport });
      await signIn(page, server.url, "owner@demo.local");
      await page.goto(`${server.url}/operator/undelivered`);
      await page.getByText("Nothing was given up").waitFor();
      await isAccessible(page, "undelivered");
      await page.goto(`${server.url}/operator/notifications`);
      await page.getByLabel("Events for a program").fill("http://10.0.0.1/events");
      await page.getByLabel("Language of letters").selectOption("nl");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Save" }).click();
      await isAccessible(page, "notifications");
      await context.close();
    });
  });
}

test("shopper_gets_along_by_keyboard", { timeout: 60_000 }, async () => {
  const { context, page } = await visit(browser);
  await page.goto(`${server.url}/?category=running-shoes`);
  const product = page.locator("article a").first();
  await product.waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Skip to content");
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("link", { name: "Skip to products" }));
  await page.keyboard.press("Enter");
  await tabTo(page, product);
  assert.ok(await isInView(product), "what has the focus is seen");
  await page.keyboard.press("Enter");

  const add = page.getByRole("button", { name: "Add to cart" });
  await add.waitFor();
  await tabTo(page, page.locator("#sizes input:not(:disabled)").first());
  await page.keyboard.press("Space");
  await tabTo(page, add);
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog", { name: "Your cart" });
  await drawer.waitFor();
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Cart, 1 item" }).waitFor();

  const launcher = page.locator("colloquy-chat").getByRole("button", { name: "Open chat" });
  await launcher.focus();
  await page.keyboard.press("Enter");
  const chat = chatOn(page);
  const field = chat.element.getByRole("textbox", { name: "Write a message" });
  await until(() => field.evaluate((element) => element.getRootNode().activeElement === element));
  await page.keyboard.type("how much is shipping?");
  await page.keyboard.press("Enter");
  await chat.answers.filter({ hasText: "Shipping costs" }).waitFor();
  await page.keyboard.press("Escape");
  await until(() => launcher.evaluate((element) => element.getRootNode().activeElement === element));
  await context.close();
});

test("operator_gets_along_by_keyboard", { timeout: 60_000 }, async () => {
  const shopper = await visit(browser);
  const chat = chatOn(shopper.page);
  await shopper.page.goto(server.url);
  await chat.open();
  await chat.ask("do you repair sewing machines?");

  const { context, page } = await visit(browser);
  await page.goto(`${server.url}/operator`);
  await page.getByLabel("Email").waitFor();
  await tabTo(page, page.getByLabel("Email"));
  await page.keyboard.type(OPERATOR);
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByText("sewing machines").or(page.getByText("We're checking")).first().waitFor();

  await page.keyboard.press("j");
  await page.getByRole("log").getByText("do you repair sewing machines?").first().waitFor();
  await page.keyboard.press("t");
  await page.getByText("You have this conversation").waitFor();
  await page.keyboard.press("r");
  const reply = page.getByLabel("Reply to the customer");
  await until(() => reply.evaluate((element) => document.activeElement === element));
  await page.keyboard.type("We do not, sorry.");
  await page.keyboard.press("Control+Enter");
  await chat.text("We do not, sorry.").waitFor();
  await context.close();
  await shopper.context.close();
});
