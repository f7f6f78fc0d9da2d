import type { TraceEntity } from "../api/types";
import { spoken } from "../inbox/names";
import { Section } from "./section";

export function Entities({ entities }: { entities: TraceEntity[] }) {
  if (entities.length === 0) return null;
  return (
    <Section title="What it named">
      <dl className="flex flex-col gap-1">
        {entities.map(({ type, text }) => (
          <div key={`${type}-${text}`} className="grid grid-cols-[9.5rem_1fr] gap-2 text-sm">
            <dt className="truncate text-ink-faint">{spoken(type)}</dt>
            <dd dir="auto" className="min-w-0 break-words">
              {text}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
