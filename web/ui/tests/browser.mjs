// The browser of the tests, and what a shopper and an operator do in it.
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";
import { OPERATOR, PASSWORD } from "./server.mjs";

/** Long enough for a slow machine; nothing here waits for it when all is well. */
export const SOON = 15_000;

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--headless=new",
      "--disable-gpu",
      "--disable-background-networking",
      "--no-first-run",
      // What is shown in place of the server's pages counts as coming from elsewhere.
      ...(process.env.COLLOQUY_PAGES ? ["--disable-features=LocalNetworkAccessChecks"] : []),
    ],
  });
}

const KINDS = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

/**
 * The binary carries the pages it was built with. `COLLOQUY_PAGES` names a folder with newer ones, so that they can be
 * tried before the binary is built again; headers are the server's all the same.
 */
async function showPagesOf(context, folder) {
  const fileOf = (pathname) => {
    if (pathname.startsWith("/assets/") || pathname === "/widget.js") return pathname;
    if (/^\/operator(\/|$)/.test(pathname)) return "operator/index.html";
    if (/^\/admin(\/|$)/.test(pathname)) return "admin/index.html";
    if (/^\/($|(cart|checkout|orders|account|account\/memory)$|products\/)/.test(pathname))
      return "storefront/index.html";
    return null;
  };
  await context.route(
    (url) => url.hostname === "127.0.0.1" && fileOf(url.pathname) !== null,
    async (route) => {
      const headersOfRequest = { ...route.request().headers(), "accept-encoding": "identity" };
      const response = await route.fetch({ headers: headersOfRequest });
      if (!response.headers()["x-request-id"]) return route.fulfill({ response });
      const file = fileOf(new URL(route.request().url()).pathname);
      const body = await readFile(join(folder, file));
      const headers = { ...response.headers(), "content-type": `${KINDS[extname(file)]}; charset=utf-8` };
      delete headers["content-length"];
      return route.fulfill({ status: 200, headers, body });
    },
  );
}

/** A fresh visitor. What the page complains about is collected in `complaints`. */
export async function visit(browser, options = {}) {
  const context = await browser.newContext({
    locale: "en-US",
    viewport: { width: 1280, height: 850 },
    ...options,
  });
  context.setDefaultTimeout(SOON);
  if (process.env.COLLOQUY_PAGES) await showPagesOf(context, process.env.COLLOQUY_PAGES);
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  return { context, page, complaints };
}

/** The chat as a shopper sees it. */
export function chatOn(page) {
  const chat = page.locator("colloquy-chat");
  const say = async (text) => {
    await chat.getByRole("textbox", { name: "Write a message" }).fill(text);
    await page.keyboard.press("Enter");
  };
  return {
    element: chat,
    open: () => chat.getByRole("button", { name: /^Open chat/ }).click(),
    say,
    /** Says it and waits for what comes back. */
    ask: async (text) => {
      const answers = chat.locator(".answer:not(.streaming)");
      const before = await answers.count();
      await say(text);
      await answers.nth(before).waitFor();
      return answers.nth(before);
    },
    answers: chat.locator(".answer"),
    own: chat.locator(".own"),
    chips: chat.locator(".chips button"),
    text: (words) => chat.getByRole("log").getByText(words),
  };
}

export async function signIn(page, url, email = OPERATOR) {
  await page.goto(`${url}/operator`);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "All open" }).waitFor();
}
