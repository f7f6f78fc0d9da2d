import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "./client";
import { keys } from "./keys";
import type { Page } from "./types";

export type DeadLetterStatus = "open" | "replayed" | "discarded";

/** Something that was given up and waits for a person. */
export interface DeadLetter {
  id: string;
  kind: "message" | "delivery";
  status: DeadLetterStatus;
  conversation_id: string | null;
  cause: string;
  payload: Record<string, unknown>;
  created_at: string;
  decided_at: string | null;
}

export function useDeadLetters(status: DeadLetterStatus, page: number, enabled = true) {
  return useQuery({
    queryKey: keys.deadLetterList(status, page),
    queryFn: ({ signal }) =>
      bodyOf<Page<DeadLetter>>(
        api.GET("/api/v1/dead_letters", { params: { query: { status, page, limit: 20 } }, signal }),
      ),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Tries again what was given up, or puts it aside for good. */
export function useDecideDeadLetter() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, decision }: { id: string; decision: "replay" | "discard" }) => {
      const params = { params: { path: { id } } };
      return bodyOf<DeadLetter>(
        decision === "replay"
          ? api.POST("/api/v1/dead_letters/{id}/replay", params)
          : api.POST("/api/v1/dead_letters/{id}/discard", params),
      );
    },
    // Not awaited: the card is gone with the letter, and would never hear that its act succeeded.
    onSettled: () => void client.invalidateQueries({ queryKey: keys.deadLetters }),
  });
}
