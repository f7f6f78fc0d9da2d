import type { QueryClient } from "@tanstack/react-query";
import { keys } from "../api/keys";
import type { Conversation } from "../api/types";
import type { ListPages } from "../realtime/patch";

/** Every conversation that any list on this page holds, newest first, each once. */
export function knownConversations(client: QueryClient): Conversation[] {
  const found = new Map<string, Conversation>();
  for (const [, pages] of client.getQueriesData<ListPages>({ queryKey: keys.lists })) {
    for (const page of pages?.pages ?? []) {
      for (const conversation of page.items) {
        const other = found.get(conversation.id);
        if (!other || other.version <= conversation.version) found.set(conversation.id, conversation);
      }
    }
  }
  return [...found.values()];
}

export function knownConversation(client: QueryClient, id: string): Conversation | undefined {
  const single = client.getQueryData<Conversation>(keys.conversation(id));
  const listed = knownConversations(client).find((conversation) => conversation.id === id);
  if (!single || !listed) return single ?? listed;
  return single.version >= listed.version ? single : listed;
}
