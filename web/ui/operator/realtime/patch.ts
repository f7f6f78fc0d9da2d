import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { keys, type ListKey } from "../api/keys";
import type { Conversation, Draft, Message, Page } from "../api/types";
import { knownConversation } from "../inbox/cached";
import { belongsIn, COUNTED, viewOf } from "../inbox/views";
import { withHistory } from "../thread/history";
import { settleOutgoing } from "../thread/outgoing";
import { addMessage, type MessagePages } from "../thread/pages";
import type { ServerFrame } from "./frames";

export type ListPages = InfiniteData<Page<Conversation>, number>;

/** Brings every cached answer up to what a frame says, so that nothing has to be asked again. */
export function applyFrame(client: QueryClient, frame: ServerFrame, me: string): void {
  switch (frame.type) {
    case "new_message":
      putMessage(client, frame.payload.message);
      if (frame.payload.conversation) putConversation(client, frame.payload.conversation, me);
      break;
    case "conversation_updated":
    case "new_conversation":
      putConversation(client, frame.payload.conversation, me);
      break;
    case "draft":
      putDraft(client, frame.payload.draft);
      break;
    case "presence":
      client.setQueryData(
        keys.presence(frame.payload.conversation_id),
        frame.payload.users.filter((person) => person.id !== me),
      );
      break;
    case "typing":
      putTyping(client, frame.payload.conversation_id, frame.payload.isTyping);
      break;
    case "resync":
      refetchEverything(client);
      break;
  }
}

/** Whoever stops without saying so is believed for this long. */
const TYPING_SHOWN_MS = 8_000;

function putTyping(client: QueryClient, id: string, isTyping: boolean): void {
  client.setQueryData<number>(keys.typing(id), isTyping ? Date.now() + TYPING_SHOWN_MS : 0);
}

/** After a gap: what is on the screen is fetched again, the rest when it is next looked at. */
export function refetchEverything(client: QueryClient): void {
  void client.invalidateQueries();
}

export function putMessage(client: QueryClient, message: Message): void {
  settleOutgoing(client, message);
  client.setQueryData<MessagePages>(keys.messages(message.conversation_id), (pages) =>
    pages ? addMessage(pages, message) : pages,
  );
}

export function putConversation(client: QueryClient, fresh: Conversation, me: string): void {
  const known = knownConversation(client, fresh.id);
  if (known && isOlder(fresh, known)) return;

  const conversation = { ...known, ...fresh };
  client.setQueryData<Conversation>(keys.conversation(fresh.id), (cached) =>
    cached ? withHistory(cached, { ...cached, ...fresh, history: fresh.history }) : cached,
  );
  for (const [key, pages] of client.getQueriesData<ListPages>({ queryKey: keys.lists })) {
    const list = key[2] as ListKey | undefined;
    if (pages && list) client.setQueryData(key, placeInList(pages, list, conversation, me));
  }
  recount(client, known, conversation, me);
}

export function putDraft(client: QueryClient, draft: Draft): void {
  client.setQueryData<Draft[]>(keys.drafts, (pending) => {
    if (!pending) return pending;
    // A newer draft of a conversation covers all its open questions and replaces the one before.
    const others = pending.filter(
      (known) => known.draft_id !== draft.draft_id && known.conversation_id !== draft.conversation_id,
    );
    if (draft.status === "pending") return [...others, draft].sort(byAge);
    return pending.filter((known) => known.draft_id !== draft.draft_id);
  });
}

export function byAge(one: Draft, other: Draft): number {
  return one.created_at < other.created_at ? -1 : one.created_at > other.created_at ? 1 : 0;
}

function isOlder(fresh: Conversation, known: Conversation): boolean {
  return fresh.version < known.version;
}

function placeInList(pages: ListPages, list: ListKey, conversation: Conversation, me: string): ListPages {
  const had = pages.pages.some((page) => page.items.some((item) => item.id === conversation.id));
  const belongs =
    belongsIn(viewOf(list.view), conversation, me) &&
    // What a search finds is in messages that are not here; what it has found stays.
    (list.q === "" || had);
  if (!had && !belongs) return pages;

  const step = (belongs ? 1 : 0) - (had ? 1 : 0);
  return {
    ...pages,
    pages: pages.pages.map((page, index) => {
      const rest = page.items.filter((item) => item.id !== conversation.id);
      const here = belongs && belongsOnPage(pages, index, conversation, rest);
      const items = here ? [...rest, conversation].sort(byLastMessage) : rest;
      return { ...page, items, total: Math.max(0, page.total + step) };
    }),
  };
}

/** The first page whose last item is older; the last page takes what is older than all. */
function belongsOnPage(
  pages: ListPages,
  index: number,
  conversation: Conversation,
  rest: Conversation[],
): boolean {
  const fits = (items: Conversation[]) => {
    const last = items.at(-1);
    return last !== undefined && byLastMessage(conversation, last) <= 0;
  };
  for (let before = 0; before < index; before++) {
    const items = pages.pages[before]?.items.filter((item) => item.id !== conversation.id) ?? [];
    if (fits(items)) return false;
  }
  return fits(rest) || index === pages.pages.length - 1;
}

export function byLastMessage(one: Conversation, other: Conversation): number {
  const left = one.last_message_at ?? one.created_at;
  const right = other.last_message_at ?? other.created_at;
  return left > right ? -1 : left < right ? 1 : 0;
}

function recount(
  client: QueryClient,
  known: Conversation | undefined,
  fresh: Conversation,
  me: string,
): void {
  if (!known) {
    void client.invalidateQueries({ queryKey: keys.counts });
    return;
  }
  for (const id of COUNTED) {
    const view = viewOf(id);
    const step = Number(belongsIn(view, fresh, me)) - Number(belongsIn(view, known, me));
    if (step === 0) continue;
    client.setQueryData<number>(keys.count(id), (count) =>
      count === undefined ? count : Math.max(0, count + step),
    );
  }
}
