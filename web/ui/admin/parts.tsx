import type { ReactNode } from "react";
import { Button } from "../operator/parts/button";
import { classes } from "../operator/parts/classes";
import { Failed, Loading, Skeleton } from "../operator/parts/states";
import type { Page } from "./api";

export const FIELD = "rounded-md border border-field bg-raised px-3 text-base font-normal";

/** A page under its heading, with what can be done beside it. */
export function Screen({
  title,
  tools,
  children,
}: {
  title: string;
  tools?: ReactNode;
  children: ReactNode;
}) {
  return (
    <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface outline-none">
      <header className="flex min-h-14 shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <h1 className="mr-auto text-base font-semibold">{title}</h1>
        {tools}
      </header>
      <div className="min-h-0 flex-1 overflow-auto p-4">{children}</div>
    </main>
  );
}

interface Asked<Body> {
  data: Body | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

/** What was asked for, or that it is on its way, or why it did not come. */
export function Shown<Body>({
  asked,
  children,
}: {
  asked: Asked<Body>;
  children: (body: Body) => ReactNode;
}) {
  if (asked.data !== undefined) return <>{children(asked.data)}</>;
  if (asked.isPending) {
    return (
      <div className="flex flex-col gap-3">
        <Loading label="Loading" />
        {["a", "b", "c", "d"].map((bar) => (
          <Skeleton key={bar} className="h-9 w-full" />
        ))}
      </div>
    );
  }
  return <Failed error={asked.error} retry={() => void asked.refetch()} />;
}

/** A table that scrolls sideways where the screen is narrow. The heads of `figures` stand over them, at the right. */
export function Table({
  label,
  head,
  figures = [],
  children,
}: {
  label: string;
  head: string[];
  figures?: string[];
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
    <section aria-label={label} tabIndex={0} className="overflow-x-auto rounded-lg border border-line">
      <table className="w-full border-collapse text-sm">
        <thead className="bg-sunken text-left text-xs text-ink-faint">
          <tr>
            {head.map((name) => (
              <th
                key={name}
                scope="col"
                className={classes(
                  "px-3 py-2 font-medium whitespace-nowrap",
                  figures.includes(name) && "text-right",
                )}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

export function Row({ children, faint }: { children: ReactNode; faint?: boolean }) {
  return <tr className={classes("border-t border-line align-top", faint && "text-ink-faint")}>{children}</tr>;
}

export function Cell({ children, right, plain }: { children?: ReactNode; right?: boolean; plain?: boolean }) {
  return (
    <td className={classes("px-3 py-2", right && "text-right tabular-nums", !plain && "whitespace-nowrap")}>
      {children}
    </td>
  );
}

/** Which page of a list, and the ways to the others. */
export function Pager<Item>({ list, onPage }: { list: Page<Item>; onPage: (page: number) => void }) {
  const pages = Math.max(1, Math.ceil(list.total / list.limit));
  return (
    <nav aria-label="Pages" className="mt-3 flex items-center gap-2 text-sm text-ink-soft">
      <Button disabled={list.page <= 1} onClick={() => onPage(list.page - 1)}>
        Previous
      </Button>
      <span role="status">
        Page {list.page} of {pages}, {list.total} in all
      </span>
      <Button disabled={list.page >= pages} onClick={() => onPage(list.page + 1)}>
        Next
      </Button>
    </nav>
  );
}

interface FieldProps {
  label: string;
  problem?: string;
  hint?: string;
  children: (props: { id: string; "aria-invalid"?: true; "aria-describedby"?: string }) => ReactNode;
  id: string;
}

/** A field with its name, a hint and what is wrong with it. */
export function Labelled({ id, label, hint, problem, children }: FieldProps) {
  const described = problem ? `${id}-problem` : hint ? `${id}-hint` : undefined;
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1 text-sm">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children({ id, "aria-invalid": problem ? true : undefined, "aria-describedby": described })}
      {problem && (
        <span id={`${id}-problem`} className="text-xs text-bad-ink">
          {problem}
        </span>
      )}
      {!problem && hint && (
        <span id={`${id}-hint`} className="text-xs text-ink-faint">
          {hint}
        </span>
      )}
    </div>
  );
}
