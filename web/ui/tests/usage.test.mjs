// What the shop has used of a language model, seen by its people on a wide and a narrow screen.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { chatOn, launch, signIn, visit } from "./browser.mjs";
import { startServer } from "./server.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let model;
let server;
let browser;

/** An endpoint that says what it is given, and counts 1,000 tokens read and 100 written for each call. */
function startModel() {
  const endpoint = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => {
      body += piece;
    });
    request.on("end", () => {
      const asked = JSON.parse(body);
      const said = asked.messages.at(-1).content;
      const neutral = /<answer>\n([\s\S]*?)\n<\/answer>/.exec(said)?.[1] ?? "nothing to do";
      const usage = { prompt_tokens: 1_000, completion_tokens: 100, total_tokens: 1_100 };
      if (!asked.stream) {
        const message = { role: "assistant", content: neutral };
        response.setHeader("Content-Type", "application/json");
        response.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason: "stop" }], usage }));
        return;
      }
      response.setHeader("Content-Type", "text/event-stream");
      const send = (chunk) => response.write(`data: ${JSON.stringify(chunk)}\n\n`);
      send({ choices: [{ index: 0, delta: { content: neutral }, finish_reason: null }] });
      send({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
      send({ choices: [], usage });
      response.end("data: [DONE]\n\n");
    });
  });
  return new Promise((resolve) => endpoint.listen(0, "127.0.0.1", () => resolve(endpoint)));
}

before(async () => {
  model = await startModel();
  [server, browser] = await Promise.all([
    startServer({
      OPENAI_API_KEY: "sk-test",
      OPENAI_BASE_URL: `http://127.0.0.1:${model.address().port}/v1`,
      COLLOQUY__MODEL__NAME: "test-model",
      COLLOQUY__MODEL__BUDGET__MONTHLY_CAP: "5",
      COLLOQUY__MODEL__BUDGET__INPUT_PER_MILLION: "100",
      COLLOQUY__MODEL__BUDGET__OUTPUT_PER_MILLION: "100",
    }),
    launch(),
  ]);
});

after(async () => {
  await browser?.close();
  await server?.close();
  model?.close();
});

for (const viewport of [
  { width: 1280, height: 850 },
  { width: 390, height: 844 },
]) {
  test(`use_and_what_is_left_are_shown_at_${viewport.width}_pixels`, { timeout: 90_000 }, async () => {
    const shopper = await visit(browser, { viewport });
    const chat = chatOn(shopper.page);
    await shopper.page.goto(server.url);
    await chat.open();
    await chat.ask("what is your return policy?");
    await shopper.context.close();

    const { context, page } = await visit(browser, { viewport });
    await signIn(page, server.url);
    await page.goto(`${server.url}/operator/usage`);
    await page.getByRole("heading", { name: "Usage", level: 1 }).waitFor();
    const table = page.getByRole("table");
    await table.waitFor();
    assert.ok((await table.getByText("test-model", { exact: true }).count()) > 0);
    await table.getByText("Writing").first().waitFor();
    const budget = page.getByRole("region", { name: "Budget" });
    await budget.getByText("5.00", { exact: true }).waitFor();
    await budget.getByText("The usual model is asked.").waitFor();
    await budget.getByText("Answers", { exact: true }).waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= viewport.width, `the page is ${wide} pixels wide`);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      // Colours on their way from one scheme to the other are neither's.
      await page.evaluate(() =>
        Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
      );
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => window.axe.run());
      const named = violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(" ")}`),
      );
      assert.deepEqual(named, [], colorScheme);
    }
    await page.getByRole("button", { name: "Earlier" }).click();
    await page.getByText("Nothing was used").waitFor();
    await page.getByRole("button", { name: "Later" }).click();
    await page.getByRole("table").waitFor();
    await context.close();
  });
}
