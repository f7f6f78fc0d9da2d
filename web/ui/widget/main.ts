/**
 * `<script src="https://HOST/widget.js" data-key="pk_…" async></script>` is all a page needs. Every `data-` attribute of
 * the script goes to the element: `key`, `position`, `theme`, `lang`, `prompts`, `product-url`, `cart-url`, `rollout`.
 */
import { ColloquyChat } from "./element";
import { SessionStore } from "./session";

const TAG = "colloquy-chat";

export interface ColloquyApi {
  open(): void;
  close(): void;
  send(text: string): void;
  prefill(text: string): void;
  session(id?: string): string | null;
  authenticate(token: string | null): void;
}

declare global {
  interface Window {
    Colloquy?: ColloquyApi;
  }
}

function ownScript(): HTMLScriptElement | null {
  const { currentScript } = document;
  if (currentScript instanceof HTMLScriptElement) return currentScript;
  return document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]');
}

/** `data-rollout="25"` shows the chat to a quarter of the visitors, and always to the same ones. */
function isChosen(script: HTMLScriptElement): boolean {
  const share = script.dataset.rollout;
  if (share === undefined) return true;
  const store = new SessionStore(script.dataset.key ?? null);
  store.keep();
  return store.bucket < Number(share);
}

function place(script: HTMLScriptElement): void {
  const element = new ColloquyChat();
  element.server = new URL(script.src).origin;
  for (const [name, value] of Object.entries(script.dataset)) element.dataset[name] = value;
  window.Colloquy = {
    open: () => element.open(),
    close: () => element.close(),
    send: (text) => element.send(text),
    prefill: (text) => element.prefill(text),
    session: (id) => element.session(id),
    authenticate: (token) => element.authenticate(token),
  };
  document.body.append(element);
  window.dispatchEvent(new CustomEvent("colloquy:ready"));
}

const script = ownScript();
// A second inclusion finds the tag taken and leaves everything as it is.
if (script && !customElements.get(TAG)) {
  customElements.define(TAG, ColloquyChat);
  if (isChosen(script)) {
    if (document.body) place(script);
    else addEventListener("DOMContentLoaded", () => place(script));
  }
}
