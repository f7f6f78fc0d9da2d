import { useInfiniteQuery, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { COUNTED, type View, type ViewId, viewOf } from "../inbox/views";
import { withHistory } from "../thread/history";
import type { MessagePage } from "../thread/pages";
import { api } from "./client";
import { keys } from "./keys";
import { ApiProblem } from "./problem";
import type { Cart, Conversation, Message, Note, Page, Person, Status, Trace } from "./types";

const LIST_LIMIT = 30;
const MESSAGE_LIMIT = 50;
const BASE = "/api/v1/conversations";

function fetchList(view: View, q: string, page: number, limit: number, signal?: AbortSignal) {
  return api.get<Page<Conversation>>(
    BASE,
    { status: view.statuses.join(","), owner: view.owner, q: q || undefined, page, limit },
    signal,
  );
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
      const fresh = await api.get<Conversation>(`${BASE}/${id}`, undefined, signal);
      return withHistory(client.getQueryData<Conversation>(queryKey), fresh);
    },
  });
}

export function useMessages(id: string) {
  return useInfiniteQuery({
    queryKey: keys.messages(id),
    queryFn: ({ pageParam, signal }) =>
      api.get<MessagePage>(
        `${BASE}/${id}/messages`,
        { before_message_id: pageParam ?? undefined, limit: MESSAGE_LIMIT },
        signal,
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
      (await api.get<{ items: Note[] }>(`${BASE}/${id}/notes`, undefined, signal)).items,
  });
}

/** No cart is an answer, not a failure. */
export function useCart(id: string) {
  return useQuery({
    queryKey: keys.cart(id),
    queryFn: ({ signal }) =>
      api.get<Cart | null>(`${BASE}/${id}/cart`, undefined, signal).catch((error: unknown) => {
        if (error instanceof ApiProblem && error.status === 404) return null;
        throw error;
      }),
  });
}

export function useTrace(id: string, messageId: string) {
  return useQuery({
    queryKey: keys.trace(id, messageId),
    queryFn: ({ signal }) => api.get<Trace>(`${BASE}/${id}/trace`, { message_id: messageId }, signal),
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

export const conversations = {
  reply: (id: string, text: string, ownerNumber: number | undefined, key: string) =>
    api.post<Message>(`${BASE}/${id}/messages`, { text_content: text, owner_number: ownerNumber }, key),
  setStatus: (id: string, status: Status, ownerNumber: number) =>
    api.put<Conversation | undefined>(`${BASE}/${id}/status`, { status, owner_number: ownerNumber }),
  addNote: (id: string, text: string, key: string) =>
    api.post<Note | undefined>(`${BASE}/${id}/notes`, { text }, key),
  setTags: (id: string, tags: string[]) => api.put<Conversation | undefined>(`${BASE}/${id}/tags`, { tags }),
  assign: (id: string, userId: string | null) =>
    api.put<Conversation | undefined>(`${BASE}/${id}/assignee`, { user_id: userId }),
};
