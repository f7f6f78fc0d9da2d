import type { TraceAction } from "../api/types";
import { spoken } from "../inbox/names";
import { Chip, type Tone } from "../parts/chip";
import { Nothing, Section } from "./section";

const TONES: Record<string, Tone> = {
  done: "good",
  refused: "bad",
  failed: "bad",
  needs_confirmation: "wait",
};

/** What was done on the customer's behalf. */
export function Actions({ actions }: { actions: TraceAction[] }) {
  return (
    <Section title="What was done">
      {actions.length === 0 ? (
        <Nothing>Nothing was changed.</Nothing>
      ) : (
        <ol className="flex flex-col gap-2">
          {actions.map((action) => (
            <li key={JSON.stringify(action)} className="text-sm">
              <p className="flex items-center gap-2">
                <span className="min-w-0 flex-1 truncate font-medium">{spoken(action.name)}</span>
                {action.status && <Chip tone={TONES[action.status] ?? "plain"}>{spoken(action.status)}</Chip>}
              </p>
              <p className="text-xs text-ink-faint">{wordsOf(action.arguments ?? {})}</p>
              {action.problem?.detail && <p className="text-xs text-wait-ink">{action.problem.detail}</p>}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

/** What was asked for in words; ids tell a reader nothing. */
function wordsOf(given: Record<string, unknown>): string {
  return Object.entries(given)
    .flatMap(([name, value]) => {
      if (value && typeof value === "object" && !Array.isArray(value))
        return wordsOf(value as Record<string, unknown>);
      if (typeof value !== "string" && typeof value !== "number") return [];
      // Money is counted in its smallest unit here.
      const text = name.startsWith("price_") ? (Number(value) / 100).toFixed(2) : String(value);
      return `${spoken(name).toLowerCase()}: ${text}`;
    })
    .filter(Boolean)
    .join(", ");
}
