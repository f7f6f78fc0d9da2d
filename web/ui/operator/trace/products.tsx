import type { Source } from "../api/types";
import { Section } from "./section";

const CATALOGUE = "catalogue:";

/** The products that were found, by the names under which the answer rests on them. */
export function Products({ ids, sources }: { ids: string[]; sources: Source[] }) {
  const names = new Map(sources.map(({ reference, title }) => [reference, title]));
  const found = ids.flatMap((id) => names.get(CATALOGUE + id) ?? []);
  if (found.length === 0) return null;
  return (
    <Section title="Products found" aside={`${found.length}`}>
      <ul className="flex flex-col gap-1 text-sm">
        {found.map((name) => (
          <li key={name} dir="auto" className="truncate">
            {name}
          </li>
        ))}
      </ul>
    </Section>
  );
}
