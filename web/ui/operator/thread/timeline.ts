import type { Conversation, HistoryEntry, Message, Note } from "../api/types";
import { startOfDay } from "../parts/time";

export type TimelineItem =
  | { kind: "day"; key: string; at: string }
  | { kind: "message"; key: string; at: string; message: Message; first: boolean; last: boolean }
  | { kind: "note"; key: string; at: string; note: Note }
  | { kind: "event"; key: string; at: string; event: HistoryEntry };

const TOGETHER_MS = 5 * 60_000;

/** Messages, notes and changes of hands as one line of time, with a break at each day. */
export function buildTimeline(messages: Message[], notes: Note[], events: HistoryEntry[]): TimelineItem[] {
  const stream = [
    ...messages.map((message) => ({
      kind: "message" as const,
      key: message.id,
      at: message.created_at,
      message,
    })),
    ...notes.map((note) => ({ kind: "note" as const, key: note.id, at: note.created_at, note })),
    ...events.map((event, index) => ({
      kind: "event" as const,
      key: `event-${index}-${event.created_at}`,
      at: event.created_at,
      event,
    })),
  ];
  // Stable: messages stand in the order of their numbers, whatever their clocks say.
  mergeByTime(stream, messages.length);

  const items: TimelineItem[] = [];
  let day = Number.NaN;
  stream.forEach((entry, index) => {
    const entryDay = startOfDay(Date.parse(entry.at));
    const newDay = entryDay !== day;
    if (newDay) {
      items.push({ kind: "day", key: `day-${entryDay}`, at: entry.at });
      day = entryDay;
    }
    if (entry.kind !== "message") {
      items.push(entry);
      return;
    }
    const before = stream[index - 1];
    const after = stream[index + 1];
    items.push({
      ...entry,
      first: newDay || before?.kind !== "message" || !belongTogether(before.message, entry.message),
      last: after?.kind !== "message" || !belongTogether(entry.message, after.message),
    });
  });
  return items;
}

/** Moves what stands after `fixed` to its place in time without reordering the first `fixed` entries. */
function mergeByTime(stream: { at: string }[], fixed: number): void {
  const loose = stream
    .splice(fixed)
    .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  for (const entry of loose) {
    const place = stream.findLastIndex((other) => other.at <= entry.at);
    stream.splice(place + 1, 0, entry);
  }
}

function belongTogether(one: Message, other: Message): boolean {
  const gap = Date.parse(other.created_at) - Date.parse(one.created_at);
  return (
    one.sender_type === other.sender_type &&
    one.sender_name === other.sender_name &&
    gap < TOGETHER_MS &&
    startOfDay(Date.parse(one.created_at)) === startOfDay(Date.parse(other.created_at))
  );
}

/** The changes of hands that are known: as told by the server, else what the conversation itself says. */
export function eventsOf(conversation: Conversation): HistoryEntry[] {
  const history = conversation.history ?? [];
  const { escalation } = conversation;
  const told = history.some((entry) => entry.status === "escalated_human_needed");
  if (!escalation || told) return history;
  const handoff: HistoryEntry = {
    status: "escalated_human_needed",
    by: "assistant",
    reason: escalation.reason,
    created_at: escalation.created_at,
  };
  return [handoff, ...history];
}
