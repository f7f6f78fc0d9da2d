import { useMe } from "../api/session";
import type { HistoryEntry } from "../api/types";
import { spoken } from "../inbox/names";
import { classes } from "../parts/classes";
import { Icon, type IconName } from "../parts/icon";
import { timeOfDay } from "../parts/time";

export function SystemLine({ event }: { event: HistoryEntry }) {
  const me = useMe().id;
  const waiting = event.status === "escalated_human_needed";
  return (
    <p
      className={classes(
        "mt-4 inline-flex max-w-full items-center gap-1.5 self-center rounded-full px-3 py-0.5 text-xs",
        waiting ? "bg-wait-soft text-wait-ink" : "text-ink-faint",
      )}
    >
      <Icon name={iconOf(event)} size={13} />
      <span>
        {describe(event, me)} · {timeOfDay(event.created_at)}
      </span>
    </p>
  );
}

function iconOf(event: HistoryEntry): IconName {
  switch (event.status) {
    case "active_ai":
      return "bot";
    case "escalated_human_needed":
      return "hand";
    case "active_human":
      return "baton";
    case "archived":
      return "archive";
    default:
      return "check";
  }
}

/** A change of hands in a sentence. */
export function describe(event: HistoryEntry, me: string): string {
  const who = event.user_id && event.user_id === me ? "You" : "A colleague";
  switch (event.status) {
    case "active_ai":
      return event.number === 0 ? "The assistant answers" : "Handed back to the assistant";
    case "escalated_human_needed":
      return event.reason ? `Handed over: ${spoken(event.reason).toLowerCase()}` : "Handed over to the team";
    case "active_human":
      return `${who} took over`;
    case "resolved_by_ai":
      return "Resolved by the assistant";
    case "resolved_by_human":
      return `${who} resolved this`;
    case "archived":
      return "Archived";
  }
}
