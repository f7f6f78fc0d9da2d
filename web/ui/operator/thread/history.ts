import type { Conversation, HistoryEntry } from "../api/types";

/** A conversation as it is now, with the changes of hands that were told or seen. */
export function withHistory(known: Conversation | undefined, fresh: Conversation): Conversation {
  if (fresh.history || !known) return fresh;
  return { ...fresh, history: continued(known, fresh) };
}

/** Not every answer carries a history, so a change seen live is written down here. */
function continued(known: Conversation, fresh: Conversation): HistoryEntry[] | undefined {
  if (known.status === fresh.status && known.owner.number === fresh.owner.number) return known.history;
  const entry: HistoryEntry = {
    status: fresh.status,
    by: fresh.owner.kind,
    user_id: fresh.owner.user_id,
    reason: fresh.status === "escalated_human_needed" ? (fresh.escalation?.reason ?? null) : null,
    number: fresh.owner.number,
    created_at: new Date().toISOString(),
  };
  return [...(known.history ?? []), entry];
}
