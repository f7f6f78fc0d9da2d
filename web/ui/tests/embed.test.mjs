import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chatOn, launch, visit } from "./browser.mjs";
import { servePage, startServer } from "./server.mjs";

let server;
let host;
let browser;

before(async () => {
  // The shop's key is known only once the server has run; the origin it allows is known before.
  host = await servePage((path) => pageAt(path));
  [server, browser] = await Promise.all([startServer({ COLLOQUY__WS__ALLOWED_ORIGINS: host.url }), launch()]);
  const shop = await (await fetch(`${server.url}/v1/shop`)).json();
  key = shop.widgetKey;
});

after(async () => {
  await browser?.close();
  await server?.close();
  await host?.close();
});

let key = "";

/** A page with the strictest policy under which the widget promises to work. */
function pageAt(path) {
  const { host: name } = new URL(server.url);
  const policy = [
    "default-src 'none'",
    `script-src ${server.url}`,
    `connect-src ${server.url} wss://${name} ws://${name}`,
    `img-src ${server.url}`,
    "require-trusted-types-for 'script'",
  ].join("; ");
  const script = `<script src="${server.url}/widget.js" data-key="${key}" async></script>`;
  return {
    headers: path === "/favicon.ico" ? {} : { "Content-Security-Policy": policy },
    body: `<!doctype html><html lang="en"><title>Another shop</title><h1>Another shop</h1>${script}${script}</html>`,
  };
}

test("widget_works_under_a_strict_policy_and_included_twice", { timeout: 60_000 }, async () => {
  const { page, context, complaints } = await visit(browser);
  const chat = chatOn(page);
  await page.goto(host.url);
  await chat.open();
  assert.equal(await chat.element.count(), 1);
  await chat.ask("show me running shoes under $150");
  const picture = chat.element.locator("article.product img").first();
  await picture.waitFor();
  await page.waitForFunction(
    (image) => image.complete && image.naturalWidth > 0,
    await picture.elementHandle(),
  );
  assert.deepEqual(await context.cookies(), [], "the embedded widget uses no cookies");

  await page.reload();
  await chat.text("show me running shoes under $150").waitFor();
  assert.equal(await chat.own.count(), 1);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("page_that_is_not_allowed_says_so", { timeout: 60_000 }, async () => {
  const { page, context } = await visit(browser);
  const chat = chatOn(page);
  const stranger = await servePage((path) => pageAt(path));
  try {
    await page.goto(stranger.url);
    await chat.open();
    await chat.element.getByText("The chat is not available on this page.").waitFor({ timeout: 30_000 });
  } finally {
    await context.close();
    await stranger.close();
  }
});
