import type { TracePassage } from "../api/types";
import { Nothing, Section } from "./section";

/** What was read before answering, best first. */
export function Passages({ passages }: { passages: TracePassage[] }) {
  return (
    <Section title="What was read" aside={passages.length > 0 ? `${passages.length} passages` : undefined}>
      {passages.length === 0 ? (
        <Nothing>No passage of the knowledge was used.</Nothing>
      ) : (
        <ol className="flex flex-col gap-2">
          {passages.map((passage) => (
            <li key={passage.id} className="rounded-lg border border-line bg-surface px-3 py-2">
              <p className="flex items-baseline gap-2">
                <span dir="auto" className="min-w-0 flex-1 truncate text-sm font-medium">
                  {passage.title}
                </span>
                <span className="text-xs text-ink-faint tabular-nums">{passage.score.toFixed(2)}</span>
              </p>
              {passage.text && (
                <p dir="auto" className="mt-0.5 line-clamp-4 text-sm text-ink-soft">
                  {passage.text}
                </p>
              )}
              <p className="mt-1 truncate font-mono text-2xs text-ink-faint">{passage.reference}</p>
              {passage.changed && (
                <p className="mt-1 text-xs text-wait-ink">This text has been changed since.</p>
              )}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
