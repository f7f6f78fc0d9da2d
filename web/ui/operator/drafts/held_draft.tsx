import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useDrafts } from "../api/drafts";
import { keys } from "../api/keys";
import { Skeleton } from "../parts/states";
import { DraftCard } from "./draft_card";

interface Props {
  conversationId: string;
  draftId: string;
  onTrace: (messageId: string) => void;
}

/** The draft that waits in a thread, at the place where its answer would stand. */
export function HeldDraft({ conversationId, draftId, onTrace }: Props) {
  const client = useQueryClient();
  const drafts = useDrafts();
  const draft = drafts.data?.find((pending) => pending.conversation_id === conversationId);
  const stale = drafts.isSuccess && draft?.draft_id !== draftId;

  // The conversation names a draft that the list does not have: one of the two is behind.
  useEffect(() => {
    if (stale) void client.invalidateQueries({ queryKey: keys.drafts });
  }, [client, stale]);

  if (!draft) return drafts.isPending ? <Skeleton className="mt-4 h-32 rounded-xl" /> : null;
  return (
    <div className="mt-4">
      <DraftCard key={draft.draft_id} draft={draft} onTrace={onTrace} />
    </div>
  );
}
