/** Joins the page and the chat: one session, one cart, one address bar. */
import type { QueryClient } from "@tanstack/react-query";
import type { ColloquyApi } from "../widget/main";
import { authenticateChat } from "./data/account";
import { followSession, onSession } from "./data/api";
import { memoryMayHaveChanged } from "./data/memory";
import { takeCart } from "./data/queries";
import { go, isOurs } from "./router";

export function chat(): ColloquyApi | undefined {
  return window.Colloquy;
}

/** Well before the token of the last one ends (15 minutes). */
const AUTHENTICATE_EVERY_MS = 10 * 60_000;

/** What goes on with the last answer once the shopper has signed in, in the conversation's language. */
let afterSignIn: string | null = null;

/** The chat goes on in the session of a login, with whatever it was asked before. */
export function signInChat(sessionId: string, token: string): void {
  chat()?.session(sessionId);
  chat()?.authenticate(token);
  if (afterSignIn) chat()?.send(afterSignIn);
  afterSignIn = null;
}

export function joinChat(client: QueryClient): void {
  let known: string | null = null;
  const pass = () => {
    if (known) chat()?.session(known);
  };
  onSession((id) => {
    known = id;
    pass();
  });
  window.addEventListener("colloquy:ready", () => {
    pass();
    void authenticateChat();
  });

  listen<null>("open", () => {
    document.documentElement.dataset.chat = "open";
  });
  listen<null>("close", () => {
    delete document.documentElement.dataset.chat;
  });
  listen<{ sessionId: string; replaced: boolean }>("session", ({ sessionId, replaced }) => {
    if (sessionId === known) return;
    known = sessionId;
    followSession(sessionId);
    if (replaced) void client.invalidateQueries({ queryKey: ["cart"] });
  });
  listen<{ afterSignIn: string | null }>("message", (message) => {
    afterSignIn = message.afterSignIn;
    memoryMayHaveChanged(client);
  });
  setInterval(() => void authenticateChat(true), AUTHENTICATE_EVERY_MS);
  listen<unknown>("cart", (cart) => takeCart(client, cart));
  listen<{ href: string }>("navigate", ({ href }, event) => {
    const url = new URL(href);
    if (url.origin !== window.location.origin || !isOurs(url.pathname)) return;
    event.preventDefault();
    go(href);
  });
}

function listen<Detail>(name: string, hear: (detail: Detail, event: Event) => void): void {
  window.addEventListener(`colloquy:${name}`, (event) => hear((event as CustomEvent<Detail>).detail, event));
}
