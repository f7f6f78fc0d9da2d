import type { Trace } from "../api/types";
import { spoken } from "../inbox/names";
import { Section } from "./section";

/** Where the time went, each stage after the one before. */
export function Stages({ stages }: { stages: NonNullable<Trace["stages"]> }) {
  const total = stages.reduce((sum, stage) => sum + stage.micros, 0) || 1;
  let start = 0;
  const rows = stages.map((stage) => {
    const row = { ...stage, start };
    start += stage.micros;
    return row;
  });
  return (
    <Section title="Time" aside={duration(total)}>
      <ol className="flex flex-col gap-1">
        {rows.map((row) => (
          <li key={row.name} className="grid grid-cols-[9.5rem_1fr_3.5rem] items-center gap-2 text-sm">
            <span className="truncate text-ink-soft">{spoken(row.name)}</span>
            <span className="relative h-2 rounded-sm bg-sunken">
              <span
                className="absolute inset-y-0 min-w-0.5 rounded-sm bg-bot"
                style={{ left: `${(row.start / total) * 100}%`, width: `${(row.micros / total) * 100}%` }}
              />
            </span>
            <span className="text-end text-xs text-ink-faint tabular-nums">{duration(row.micros)}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

export function duration(micros: number): string {
  if (micros < 1_000) return `${micros} µs`;
  if (micros < 1_000_000) return `${(micros / 1_000).toFixed(micros < 10_000 ? 1 : 0)} ms`;
  return `${(micros / 1_000_000).toFixed(1)} s`;
}
