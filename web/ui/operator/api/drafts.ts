import { useQuery } from "@tanstack/react-query";
import { byAge } from "../realtime/patch";
import { api, bodyOf } from "./client";
import { keys } from "./keys";
import type { Draft } from "./types";

/** What waits for an approval, oldest first. */
export function useDrafts() {
  return useQuery({
    queryKey: keys.drafts,
    queryFn: async ({ signal }) => {
      const query = { status: "pending", page: 1, limit: 100 };
      const answer = await bodyOf<{ items: Draft[] }>(
        api.GET("/api/v1/drafts", { params: { query }, signal }),
      );
      return answer.items.toSorted(byAge);
    },
  });
}

export interface Edit {
  before: string;
  after: string;
}

export const draftDecisions = {
  approve: ({ draft_id, message, confidence }: Draft, key: string) =>
    bodyOf<void>(
      api.POST("/assistants/approve", {
        params: onceBy(key),
        body: { draft_id, final_message: message, confidence },
      }),
    ),
  edit: ({ draft_id }: Draft, edits: Edit[], finalMessage: string, key: string) =>
    bodyOf<void>(
      api.POST("/assistants/edit", {
        params: onceBy(key),
        body: { draft_id, edits, final_message: finalMessage },
      }),
    ),
  reject: ({ draft_id }: Draft, reason: string, key: string) =>
    bodyOf<void>(api.POST("/assistants/reject", { params: onceBy(key), body: { draft_id, reason } })),
};

/** The same key with the same body answers the first result, so that a retry cannot act twice. */
function onceBy(key: string) {
  return { header: { "Idempotency-Key": key } };
}
