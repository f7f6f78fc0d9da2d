import { type QueryClient, useQuery } from "@tanstack/react-query";
import { keys } from "../api/keys";
import type { Message } from "../api/types";

/** Marks a message that this page wrote and the server has not confirmed. */
export const LOCAL = "local-";

export function isLocal(message: Message): boolean {
  return message.id.startsWith(LOCAL);
}

/** What was written here and is not stored yet; kept apart, so that no fetched answer can wipe it out. */
export function useOutgoing(conversationId: string): Message[] {
  const { data } = useQuery<Message[]>({
    queryKey: keys.outgoing(conversationId),
    queryFn: () => [],
    initialData: [],
    enabled: false,
  });
  return data;
}

export function putOutgoing(client: QueryClient, message: Message): void {
  client.setQueryData<Message[]>(keys.outgoing(message.conversation_id), (waiting = []) =>
    waiting.some((known) => known.id === message.id)
      ? waiting.map((known) => (known.id === message.id ? message : known))
      : [...waiting, message],
  );
}

export function dropOutgoing(client: QueryClient, message: Message): void {
  client.setQueryData<Message[]>(keys.outgoing(message.conversation_id), (waiting) =>
    waiting?.filter((known) => known.id !== message.id),
  );
}

/** The stored message takes the place of the one that waits for it. */
export function settleOutgoing(client: QueryClient, stored: Message): void {
  if (stored.sender_type !== "business_human") return;
  const waiting = client.getQueryData<Message[]>(keys.outgoing(stored.conversation_id)) ?? [];
  const same = waiting.find(
    (known) => known.delivery === "sending" && known.text_content === stored.text_content,
  );
  if (same) dropOutgoing(client, same);
}
