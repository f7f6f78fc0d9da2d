import type { ViewId } from "../inbox/views";

export interface ListKey {
  view: ViewId;
  q: string;
}

/** Every name a cached answer goes by, so that frames from the socket find what they change. */
export const keys = {
  lists: ["conversations", "list"] as const,
  list: (key: ListKey) => ["conversations", "list", key] as const,
  counts: ["conversations", "count"] as const,
  count: (view: ViewId) => ["conversations", "count", view] as const,
  conversation: (id: string) => ["conversation", id] as const,
  messages: (id: string) => ["messages", id] as const,
  everyOutgoing: ["outgoing"] as const,
  outgoing: (id: string) => ["outgoing", id] as const,
  notes: (id: string) => ["notes", id] as const,
  cart: (id: string) => ["cart", id] as const,
  trace: (id: string, messageId: string) => ["trace", id, messageId] as const,
  presence: (id: string) => ["presence", id] as const,
  typing: (id: string) => ["typing", id] as const,
  knowledge: (kind: string) => ["knowledge", kind] as const,
  drafts: ["drafts", "pending"] as const,
  deadLetters: ["dead_letters"] as const,
  deadLetterList: (status: string, page: number) => ["dead_letters", status, page] as const,
  notifications: ["notifications"] as const,
  usage: (month: string) => ["usage", month] as const,
};
