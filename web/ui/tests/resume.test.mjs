import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chatOn, launch, visit } from "./browser.mjs";
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

/** What was said, in the order it stands on the page. */
async function wordsOf(chat) {
  const rows = await chat.element.locator(".own .bubble, .answer .bubble").allTextContents();
  return rows.map((text) => text.split("\n")[0]);
}

async function told(url) {
  const answer = await fetch(url);
  const { items } = await answer.json();
  return items.map(({ content }) => content.split("\n")[0]);
}

/** The page shows the greeting and then exactly what the server has kept. */
async function standsAsKept(page, chat) {
  const session = await page.evaluate(() => window.Colloquy.session());
  const kept = await told(`${server.url}/chat/${session}/transcript?format=json`);
  await until(
    async () => JSON.stringify((await wordsOf(chat)).slice(1)) === JSON.stringify(kept),
    10_000,
    () => `kept is ${JSON.stringify(kept)}`,
  );
  return kept;
}

test("offline_messages_are_sent_once_when_the_network_is_back", { timeout: 60_000 }, async () => {
  const { context, page } = await visit(browser);
  const chat = chatOn(page);
  await page.goto(server.url);
  await chat.open();
  await chat.ask("how much is shipping?");

  await context.setOffline(true);
  await chat.say("show me backpacks");
  await chat.own
    .last()
    .getByText(/Waiting to be sent|Sending/)
    .waitFor();
  await chat.element.getByText("You are offline.").waitFor();
  assert.equal(await chat.own.last().getByText("Delivered").count(), 0);
  await context.setOffline(false);
  await chat.own.last().getByText("Delivered").waitFor();
  await chat.element.locator("article.product").first().waitFor();

  const kept = await standsAsKept(page, chat);
  assert.equal(kept.filter((text) => text === "show me backpacks").length, 1);
  await context.close();
});

test("killed_server_comes_back_without_losing_or_repeating_a_message", { timeout: 60_000 }, async () => {
  const { context, page } = await visit(browser);
  const chat = chatOn(page);
  await page.goto(server.url);
  await chat.open();
  await chat.ask("show me running shoes under $150");

  // Killed with a message on its way: it may have been stored or not, and it must stand once either way.
  await chat.say("how much is shipping?");
  await server.kill();
  await chat.say("show me backpacks");
  await server.restart();

  await until(
    async () => (await chat.own.getByText("Delivered").count()) === 3,
    30_000,
    () => "the messages were not delivered",
  );
  await chat.answers.filter({ hasText: "Shipping costs" }).waitFor();
  await chat.answers.filter({ hasText: "Backpack" }).waitFor();
  const kept = await standsAsKept(page, chat);
  for (const text of ["show me running shoes under $150", "how much is shipping?", "show me backpacks"]) {
    assert.equal(kept.filter((known) => known === text).length, 1, text);
  }

  // And once more from nothing: a new page shows the same conversation.
  await page.reload();
  assert.deepEqual(await standsAsKept(page, chat), kept);
  await context.close();
});
