import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chatOn, launch, SOON, signIn, visit } from "./browser.mjs";
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

/** Adds by talking: whatever is asked back is answered with the first choice offered. */
async function addByTalking(page, chat, wish, countAfter) {
  await chat.ask(wish);
  const cart = page.getByRole("button", {
    name: countAfter === 1 ? "Cart, 1 item" : `Cart, ${countAfter} items`,
  });
  let asked = "";
  await until(
    async () => {
      if (await cart.isVisible()) return true;
      const question = (await chat.answers.last().textContent()) ?? "";
      if (question !== asked && (await chat.chips.count()) > 0) {
        asked = question;
        await chat.chips.first().click();
      }
      return false;
    },
    SOON,
    () => `the cart does not hold ${countAfter}; last was asked: ${asked}`,
  );
}

test("from_looking_for_shoes_to_a_person_on_both_pages", { timeout: 60_000 }, async () => {
  const shopper = await visit(browser);
  const operator = await visit(browser);
  const chat = chatOn(shopper.page);

  await shopper.page.goto(server.url);
  await chat.open();
  await chat.ask("show me running shoes under $150");
  assert.ok((await chat.element.locator("article.product").count()) >= 2);

  await addByTalking(shopper.page, chat, "add the first one", 1);
  await addByTalking(shopper.page, chat, "add the second one", 2);

  // The operator joins in, and from here on nothing is loaded anew.
  await signIn(operator.page, server.url);
  await operator.page.getByRole("link", { name: /^Guest/ }).click();
  const thread = operator.page.getByRole("log");
  await thread.getByText("add the second one").waitFor();

  const returns = await chat.ask("How long do I have to return something?");
  await returns.getByText("1 source").click();
  await returns.getByRole("listitem").filter({ hasText: "return" }).waitFor();
  await thread.getByText("How long do I have to return something?").first().waitFor();

  await chat.say("do you rent kayaks in Norway?");
  await chat.text("We're checking, expect a follow-up.").waitFor();
  await chat.text("A colleague is checking this.").waitFor();
  await thread.getByText("do you rent kayaks in Norway?").waitFor();

  const held = thread.getByRole("region", { name: "Held draft" });
  await held.waitFor();
  await thread
    .getByRole("article")
    .filter({ hasText: "You have 30 days" })
    .getByRole("button", { name: /^Why this answer/ })
    .click();
  const trace = operator.page.getByRole("dialog", { name: "Why this answer" });
  await trace.getByRole("region", { name: "Decision" }).getByText("Sent").waitFor();
  // More than one passage of the article may have been found.
  await trace.getByText("knowledge:return-window").first().waitFor();
  await operator.page.keyboard.press("Escape");
  await trace.waitFor({ state: "hidden" });

  await held.getByRole("button", { name: "Edit" }).click();
  await held.getByLabel("Edited answer").fill("We do not rent kayaks, but we sell dry bags.");
  await held.getByRole("button", { name: "Send edited" }).click();
  const sentAt = Date.now();
  const edited = chat.answers.filter({ hasText: "We do not rent kayaks" });
  await edited.getByText("Checked by a colleague").waitFor();
  assert.ok(Date.now() - sentAt < 3_000, "the shopper sees an approved answer at once");
  await chat.text("A colleague is checking this.").waitFor({ state: "detached" });

  await chat.element.getByRole("button", { name: "Talk to a person" }).click();
  await chat.text("Connecting you with our team now.").waitFor();
  await operator.page.getByText("The customer waits for a person.").waitFor();
  const write = operator.page.getByRole("region", { name: "Write" });
  await write.getByRole("button", { name: "Take over" }).click();
  await write.getByText("You have this conversation").waitFor();
  await write.getByLabel("Reply to the customer").fill("Hello, Olivia here. How can I help?");
  await write.getByRole("button", { name: "Send" }).click();
  await chat.text("Hello, Olivia here.").waitFor();
  await chat.element.getByRole("heading", { name: "Our team" }).waitFor();

  const answered = await chat.answers.count();
  await chat.say("Thank you, which bag is the largest?");
  await thread.getByText("Thank you, which bag is the largest?").waitFor();
  await chat.own.last().getByText("Delivered").waitFor();
  assert.equal(await chat.answers.count(), answered, "the assistant is silent while a person has it");

  assert.deepEqual([shopper.complaints, operator.complaints], [[], []]);
});
