import type { Trace } from "../api/types";
import { spoken } from "../inbox/names";
import { Chip } from "../parts/chip";
import { classes } from "../parts/classes";
import { percent } from "../parts/money";
import { Nothing, Section } from "./section";

const SHOWN = 6;

/** What the message may have meant. */
export function Candidates({ understanding }: { understanding: NonNullable<Trace["understanding"]> }) {
  const candidates = (understanding.candidates ?? []).toSorted(
    (one, other) => other.probability - one.probability,
  );
  return (
    <Section title="What was understood">
      {candidates.length === 0 ? (
        <Nothing>No intent was recognised.</Nothing>
      ) : (
        <ol className="flex flex-col gap-1.5">
          {candidates.slice(0, SHOWN).map(({ intent, probability }, index) => (
            <li key={intent} className="grid grid-cols-[9.5rem_1fr_2.5rem] items-center gap-2 text-sm">
              <span
                className={classes("truncate", index === 0 ? "font-medium" : "text-ink-soft")}
                title={intent}
              >
                {spoken(intent)}
              </span>
              <span className="h-2 overflow-hidden rounded-full bg-sunken">
                <span
                  className={classes(
                    "block h-full rounded-full",
                    index === 0 ? "bg-accent" : "bg-line-strong",
                  )}
                  style={{ width: percent(probability) }}
                />
              </span>
              <span className="text-end text-xs text-ink-faint tabular-nums">{percent(probability)}</span>
            </li>
          ))}
        </ol>
      )}
      <div className="mt-3 flex flex-wrap gap-1.5">
        {understanding.language && <Chip tone="plain">Language: {understanding.language}</Chip>}
        {understanding.sentiment && <Chip tone="plain">Mood: {understanding.sentiment.label}</Chip>}
      </div>
    </Section>
  );
}
