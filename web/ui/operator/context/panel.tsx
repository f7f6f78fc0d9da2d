import type { ReactNode } from "react";

interface Props {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}

export function Panel({ title, aside, children }: Props) {
  return (
    <section aria-label={title} className="border-b border-line px-4 py-3.5 last:border-0">
      <div className="mb-1.5 flex min-h-6 items-center justify-between gap-2">
        <h2 className="text-xs font-semibold text-ink-soft">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

export function Rows({ rows }: { rows: [name: string, value: ReactNode][] }) {
  return (
    <dl className="flex flex-col gap-1 text-sm">
      {rows.map(([name, value]) => (
        <div key={name} className="grid grid-cols-[5.5rem_1fr] gap-2">
          <dt className="text-ink-faint">{name}</dt>
          <dd dir="auto" className="min-w-0 break-words">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
