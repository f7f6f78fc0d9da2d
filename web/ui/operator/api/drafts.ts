import { useQuery } from "@tanstack/react-query";
import { byAge } from "../realtime/patch";
import { api } from "./client";
import { keys } from "./keys";
import type { Draft } from "./types";

/** What waits for an approval, oldest first. */
export function useDrafts() {
  return useQuery({
    queryKey: keys.drafts,
    queryFn: async ({ signal }) => {
      const answer = await api.get<{ items: Draft[] }>(
        "/api/v1/drafts",
        { status: "pending", limit: 100 },
        signal,
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
  approve: (draft: Draft, key: string) =>
    api.post<void>(
      "/assistants/approve",
      { draft_id: draft.draft_id, final_message: draft.message, confidence: draft.confidence },
      key,
    ),
  edit: (draft: Draft, edits: Edit[], finalMessage: string, key: string) =>
    api.post<void>("/assistants/edit", { draft_id: draft.draft_id, edits, final_message: finalMessage }, key),
  reject: (draft: Draft, reason: string, key: string) =>
    api.post<void>("/assistants/reject", { draft_id: draft.draft_id, reason }, key),
};
