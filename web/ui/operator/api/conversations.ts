import { useInfiniteQuery, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { COUNTED, type View, type ViewId, viewOf } from "../inbox/views";
import { withHistory } from "../thread/history";
import type { MessagePage } from "../thread/pages";
import { api, bodyOf } from "./client";
import { keys } from "./keys";
import type { Cart, Conversation, Message, Note, Page, Person, Status, Trace } from "./types";

const LIST_LIMIT = 30;
const MESSAGE_LIMIT = 50;

function fetchList(view: View, q: string, page: number, limit: number, signal?: AbortSignal) {
  const query = { status: view.statuses.join(","), owner: view.owner, q: q || undefined, page, limit };
  return bodyOf<Page<Conversation>>(api.GET("/api/v1/conversations", { params: { query }, signal }));
}

export function useConversationList(view: ViewId, q: string) {
  return useInfiniteQuery({
    queryKey: keys.list({ view, q }),
    queryFn: ({ pageParam, signal }) => fetchList(viewOf(view), q, pageParam, LIST_LIMIT, signal),
    initialPageParam: 1,
    getNextPageParam: (last) => (last.page * last.limit < last.total ? last.page + 1 : undefined),
  });
}

/** How many stand in each counted view. */
export function useCounts(): Partial<Record<ViewId, number>> {
  const answers = useQueries({
    queries: COUNTED.map((id) => ({
      queryKey: keys.count(id),
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        (await fetchList(viewOf(id), "", 1, 1, signal)).total,
    })),
  });
  return Object.fromEntries(COUNTED.map((id, index) => [id, answers[index]?.data]));
}

export function useConversation(id: string) {
  const client = useQueryClient();
  const queryKey = keys.conversation(id);
  return useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const fresh = await bodyOf<Conversation>(
        api.GET("/api/v1/conversations/{id}", { params: { path: { id } }, signal }),
      );
      return withHistory(client.getQueryData<Conversation>(queryKey), fresh);
    },
  });
}

export function useMessages(id: string) {
  return useInfiniteQuery({
    queryKey: keys.messages(id),
    queryFn: ({ pageParam, signal }) =>
      bodyOf<MessagePage>(
        api.GET("/api/v1/conversations/{id}/messages", {
          params: {
            path: { id },
            query: { before_message_id: pageParam ?? undefined, limit: MESSAGE_LIMIT },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.items.length < MESSAGE_LIMIT ? undefined : oldest(last.items)?.id),
  });
}

function oldest(messages: Message[]): Message | undefined {
  return messages.reduce<Message | undefined>(
    (found, message) => (found && (found.seq ?? 0) <= (message.seq ?? 0) ? found : message),
    undefined,
  );
}

export function useNotes(id: string) {
  return useQuery({
    queryKey: keys.notes(id),
    queryFn: async ({ signal }) =>
      (
        await bodyOf<{ items: Note[] }>(
          api.GET("/api/v1/conversations/{id}/notes", { params: { path: { id } }, signal }),
        )
      ).items,
  });
}

export function useCart(id: string) {
  return useQuery({
    queryKey: keys.cart(id),
    queryFn: ({ signal }) =>
      bodyOf<Cart>(api.GET("/api/v1/conversations/{id}/cart", { params: { path: { id } }, signal })),
  });
}

export function useTrace(id: string, messageId: string) {
  return useQuery({
    queryKey: keys.trace(id, messageId),
    queryFn: ({ signal }) =>
      bodyOf<Trace>(
        api.GET("/api/v1/conversations/{id}/trace", {
          params: { path: { id }, query: { message_id: messageId } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Who else looks at a conversation; only frames fill this. */
export function usePresence(id: string): Person[] {
  const { data } = useQuery<Person[]>({
    queryKey: keys.presence(id),
    queryFn: () => [],
    initialData: [],
    staleTime: Number.POSITIVE_INFINITY,
    enabled: false,
  });
  return data;
}

/** Until when the customer counts as writing; only frames fill this. */
export function useTypingUntil(id: string): number {
  const { data } = useQuery<number>({
    queryKey: keys.typing(id),
    queryFn: () => 0,
    initialData: 0,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: false,
  });
  return data;
}

export const conversations = {
  reply: (id: string, text: string, ownerNumber: number | undefined, key: string) =>
    bodyOf<Message>(
      api.POST("/api/v1/conversations/{id}/messages", {
        params: { path: { id }, header: { "Idempotency-Key": key } },
        body: { text_content: text, owner_number: ownerNumber },
      }),
    ),
  setStatus: (id: string, status: Status, ownerNumber: number) =>
    bodyOf<Conversation>(
      api.PUT("/api/v1/conversations/{id}/status", {
        params: { path: { id } },
        body: { status, owner_number: ownerNumber },
      }),
    ),
  addNote: (id: string, text: string) =>
    bodyOf<Note>(api.POST("/api/v1/conversations/{id}/notes", { params: { path: { id } }, body: { text } })),
  setTags: (id: string, tags: string[]) =>
    bodyOf<Conversation>(
      api.PUT("/api/v1/conversations/{id}/tags", { params: { path: { id } }, body: { tags } }),
    ),
  assign: (id: string, userId: string | null) =>
    bodyOf<Conversation>(
      api.PUT("/api/v1/conversations/{id}/assignee", { params: { path: { id } }, body: { user_id: userId } }),
    ),
};
