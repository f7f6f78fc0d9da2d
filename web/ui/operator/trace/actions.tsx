import type { TraceAction } from "../api/types";
import { spoken } from "../inbox/names";
import { Chip, type Tone } from "../parts/chip";
import { plain } from "./plain";
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
              {Boolean(action.arguments) && (
                <p className="text-xs text-ink-faint">{plain(action.arguments)}</p>
              )}
              {Boolean(action.problem) && <p className="text-xs text-bad-ink">{plain(action.problem)}</p>}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
