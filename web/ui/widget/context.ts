/** What the parts of the view share: the chat, the words, and the ways out to the page. */
import type { Chat } from "./chat";
import type { Texts } from "./texts";

export interface Context {
  chat: Chat;
  texts: Texts;
  language: string;
  /** Turns a path of the server into an address that works on this page. */
  resolve(path: string): string;
  productHref(slug: string): string;
  /** `null` where the page has no cart of its own. */
  cartHref: string | null;
  /** Lets the page follow a link without loading anew; true when it did. */
  navigate(href: string): boolean;
}
