import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { launch, visit } from "./browser.mjs";
import { PASSWORD, startServer } from "./server.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** One pixel. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
const PICTURES = process.env.COLLOQUY_PICTURES;

let server;
let browser;

before(async () => {
  [server, browser] = await Promise.all([startServer(), launch()]);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

async function enter(page, email = "admin@demo.local") {
  await page.goto(`${server.url}/admin`);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
}

/** Presses Tab until what is wanted has the focus, as somebody without a mouse would. */
async function tabTo(page, locator, most = 80) {
  for (let presses = 0; presses < most; presses++) {
    if (await locator.evaluate((element) => element.getRootNode().activeElement === element)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${locator} is not reached by the keyboard`);
}

async function isAccessible(page, where) {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.evaluate(AXE);
  const { violations, passes } = await page.evaluate(() => window.axe.run());
  assert.ok(passes.length > 10, "the page was looked at");
  const named = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
  assert.deepEqual(named, [], where);
}

test("an_admin_makes_a_product_without_a_mouse_and_the_log_tells_of_it", { timeout: 90_000 }, async () => {
  const { page, complaints } = await visit(browser);
  await enter(page);
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await page.getByText("Whole", { exact: true }).waitFor();

  await tabTo(page, page.getByRole("link", { name: "Products", exact: true }));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Products" }).waitFor();
  await tabTo(page, page.getByRole("link", { name: "New product" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByLabel("Name", { exact: true }));
  await page.keyboard.type("Windhover Cape");
  await tabTo(page, page.getByRole("button", { name: "Add product" }));
  await page.keyboard.press("Enter");
  await page.getByText("is required").first().waitFor();

  await page.getByLabel("Price", { exact: true }).fill("79.50");
  await page.getByLabel("Category").fill("Capes");
  await tabTo(page, page.getByRole("button", { name: "Add option" }));
  await page.keyboard.press("Enter");
  await page.getByLabel("Option", { exact: true }).fill("Size");
  await page.getByLabel("Values", { exact: true }).fill("S, M");
  await page.getByLabel("New count of S", { exact: true }).fill("3");
  await page.getByLabel("SKU of M").fill("WINDHOVER-M");
  await tabTo(page, page.getByRole("button", { name: "Add product" }));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Windhover Cape" }).waitFor();
  assert.equal(await page.getByLabel("SKU of M").inputValue(), "WINDHOVER-M");

  await page.getByRole("link", { name: "Inventory", exact: true }).click();
  await page.getByLabel("Search by name or SKU").fill("windhover");
  await page.getByRole("button", { name: "One more of WINDHOVER-M" }).click();
  await page.getByText("1 of WINDHOVER-M in stock").waitFor();

  await page.getByRole("link", { name: "Activity", exact: true }).click();
  await page.getByRole("cell", { name: "stock.changed" }).waitFor();
  await page.getByRole("cell", { name: "product.created" }).waitFor();
  await page.getByText("none changed, removed or moved").waitFor();

  const shopper = await visit(browser);
  await shopper.page.goto(`${server.url}/products/windhover-cape`);
  await shopper.page.getByRole("heading", { name: "Windhover Cape" }).waitFor();
  await shopper.context.close();
  const unexpected = complaints.filter((text) => !text.includes("422"));
  assert.deepEqual(unexpected, []);
});

test("a_picture_is_uploaded_described_and_shown_to_shoppers", { timeout: 60_000 }, async () => {
  const { page } = await visit(browser);
  await enter(page);
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await page.goto(`${server.url}/admin/products/prod_001`);
  const pictures = page.getByRole("group", { name: "Pictures" });
  await pictures
    .getByRole("textbox", { name: /^What it shows/ })
    .first()
    .waitFor();
  const before = await pictures.getByRole("listitem").count();
  await page.getByLabel("Picture files").setInputFiles([
    { name: "shoe.png", mimeType: "image/png", buffer: PNG },
    { name: "script.svg", mimeType: "image/png", buffer: Buffer.from("<svg onload='alert(1)'/>") },
  ]);
  await page.getByText(/script\.svg: .*no PNG, JPEG or WebP/).waitFor();
  await pictures.getByRole("listitem").nth(before).waitFor();
  assert.equal(await pictures.getByRole("listitem").count(), before + 1);
  await pictures
    .getByRole("textbox", { name: "What it shows", exact: true })
    .last()
    .fill("The sole, seen from below");
  for (let place = before; place > 0; place--) {
    await tabTo(page, pictures.getByRole("button", { name: `Move picture ${place + 1} up` }));
    await page.keyboard.press("Enter");
  }
  await isAccessible(page, "pictures");
  await page.getByRole("button", { name: "Save product" }).click();
  await page.getByText("The product is saved").waitFor();

  const shopper = await visit(browser);
  await shopper.page.goto(`${server.url}/?category=running-shoes`);
  const shown = shopper.page.getByRole("img", { name: "The sole, seen from below" });
  await shown.first().waitFor();
  assert.ok(await shown.first().evaluate((image) => image.complete && image.naturalWidth === 1));
  await shopper.context.close();
});

test("an_owner_is_told_that_this_is_for_admins", { timeout: 60_000 }, async () => {
  const { page } = await visit(browser);
  await enter(page, "owner@demo.local");
  await page.getByText("This is for admins").waitFor();
});

for (const viewport of [
  { width: 1280, height: 850 },
  { width: 390, height: 844 },
]) {
  test(`every_page_of_the_admin_has_no_violations_at_${viewport.width}`, { timeout: 120_000 }, async () => {
    const { page } = await visit(browser, { viewport });
    await enter(page);
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    for (const place of [
      "Overview",
      "Products",
      "Inventory",
      "Categories",
      "Orders",
      "Tickets",
      "Activity",
    ]) {
      await page.getByRole("link", { name: place, exact: true }).click();
      await page.getByRole("heading", { name: place, exact: true, level: 1 }).waitFor();
      await page.waitForFunction(() => !document.querySelector(".animate-pulse"));
      await isAccessible(page, place);
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/admin-${place}-${viewport.width}.png` });
    }
    await page.goto(`${server.url}/admin/products/prod_001`);
    await page.getByRole("button", { name: "Save product" }).waitFor();
    await isAccessible(page, "product");
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/admin-product-${viewport.width}.png` });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= viewport.width, `the page is ${wide} wide`);
  });
}
