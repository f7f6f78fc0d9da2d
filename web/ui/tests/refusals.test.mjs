import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, visit } from "./browser.mjs";
import { OPERATOR, startServer, until } from "./server.mjs";

let server;
let browser;

before(async () => {
  [server, browser] = await Promise.all([startServer(), launch()]);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

test("what_the_server_refuses_is_told_in_its_words", { timeout: 60_000 }, async () => {
  const { context, page } = await visit(browser);
  await page.goto(`${server.url}/operator`);
  await page.getByLabel("Email").fill(OPERATOR);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("The email address or the password is not right.").waitFor();

  await page.goto(`${server.url}/products/no-such-thing`);
  await page.getByText("There is no such product here.").waitFor();
  await context.close();
});

test("session_that_has_ended_is_replaced_without_a_word", { timeout: 60_000 }, async () => {
  const { context, page } = await visit(browser);
  await page.goto(`${server.url}/products/aerostride-2-running-shoes`);
  const cookie = await until(async () => (await context.cookies()).find(({ name }) => name === "session_id"));
  const ended = await fetch(`${server.url}/v1/sessions/${cookie.value}`, { method: "DELETE" });
  assert.equal(ended.status, 204);
  await page.getByText("US 9", { exact: true }).click();
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.getByRole("button", { name: "Cart, 1 item" }).waitFor();
  await context.close();
});
