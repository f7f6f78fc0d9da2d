import type { QueryClient } from "@tanstack/react-query";
import { keys } from "../api/keys";
import type { Conversation } from "../api/types";
import type { ListPages } from "../realtime/patch";

const STORAGE_KEY = "colloquy.operator.seen";
const MOST_KEPT = 500;

/** Up to which number each conversation was read in this browser, latest last. */
const seen = new Map<string, number>(readStored());

function readStored(): [string, number][] {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]") as [string, number][];
  } catch {
    return [];
  }
}

/** Something the customer said that was not on the screen yet. */
export function isUnread(conversation: Conversation): boolean {
  if (conversation.last_message?.sender_type !== "customer") return false;
  return conversation.last_seq > (seen.get(conversation.id) ?? 0);
}

/** What is on the screen is no longer new. */
export function markSeen(client: QueryClient, conversation: Conversation): void {
  const { id, last_seq: upTo } = conversation;
  seen.delete(id);
  seen.set(id, upTo);
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify([...seen].slice(-MOST_KEPT)));
  } catch {
    // Without storage it is forgotten with the page.
  }
  // A new object makes its row look again.
  client.setQueriesData<ListPages>(
    { queryKey: keys.lists },
    (pages) =>
      pages && {
        ...pages,
        pages: pages.pages.map((page) => ({
          ...page,
          items: page.items.map((item) => (item.id === id ? { ...item } : item)),
        })),
      },
  );
}
