import type { InfiniteData } from "@tanstack/react-query";
import type { Message } from "../api/types";

export interface MessagePage {
  items: Message[];
}

/** Page 0 is the newest; each further page is older. */
export type MessagePages = InfiniteData<MessagePage, unknown>;

/** All pages as one thread, oldest first, each message once. */
export function flatten(pages: MessagePages | undefined): Message[] {
  const found = new Map<string, Message>();
  for (const page of pages?.pages ?? []) {
    for (const message of page.items) found.set(message.id, message);
  }
  return [...found.values()].sort(inOrder);
}

function inOrder(one: Message, other: Message): number {
  if (one.seq !== null && other.seq !== null && one.seq !== other.seq) return one.seq - other.seq;
  return one.created_at < other.created_at ? -1 : one.created_at > other.created_at ? 1 : 0;
}

/** Puts a message in, or brings it up to date. */
export function addMessage(pages: MessagePages, message: Message): MessagePages {
  const known = pages.pages.some((page) => page.items.some((item) => item.id === message.id));
  return {
    ...pages,
    pages: pages.pages.map((page, index) => {
      if (!known) return index === 0 ? { ...page, items: [...page.items, message] } : page;
      const items = page.items.map((item) => (item.id === message.id ? { ...item, ...message } : item));
      return { ...page, items };
    }),
  };
}
