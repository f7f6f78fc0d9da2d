import { useNavigate } from "@tanstack/react-router";
import type { Conversation } from "../api/types";

/** The neighbour to look at, or null at the end of the list. */
export function neighbour(list: Conversation[], id: string | null, step: 1 | -1): Conversation | null {
  const at = list.findIndex((conversation) => conversation.id === id);
  if (at === -1) return list[0] ?? null;
  return list[at + step] ?? null;
}

export function useOpenConversation(): (id: string | null) => void {
  const navigate = useNavigate();
  return (id) => {
    if (id) {
      void navigate({
        to: "/conversations/$id",
        params: { id },
        search: (old) => ({ view: old.view, q: old.q }),
      });
    } else {
      void navigate({ to: "/", search: (old) => ({ view: old.view, q: old.q }) });
    }
  };
}
