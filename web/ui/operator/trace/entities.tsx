import { spoken } from "../inbox/names";
import { entityRows } from "./plain";
import { Section } from "./section";

export function Entities({ entities }: { entities: unknown }) {
  const rows = entityRows(entities);
  if (rows.length === 0) return null;
  return (
    <Section title="What it named">
      <dl className="flex flex-col gap-1">
        {rows.map((row) => (
          <div key={`${row.name}-${row.value}`} className="grid grid-cols-[9.5rem_1fr] gap-2 text-sm">
            <dt className="truncate text-ink-faint">{spoken(row.name)}</dt>
            <dd dir="auto" className="min-w-0 break-words">
              {row.value}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
