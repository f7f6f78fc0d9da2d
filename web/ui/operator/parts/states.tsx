import type { ReactNode } from "react";
import { sentenceOf } from "../api/problem";
import { Button } from "./button";
import { classes } from "./classes";
import { Icon, type IconName } from "./icon";

interface EmptyProps {
  icon: IconName;
  title: string;
  detail?: string;
  children?: ReactNode;
}

export function Empty({ icon, title, detail, children }: EmptyProps) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-1 px-8 py-12 text-center">
      <span className="mb-2 inline-flex size-11 items-center justify-center rounded-full bg-sunken text-ink-faint">
        <Icon name={icon} size={20} />
      </span>
      <p className="font-medium">{title}</p>
      {detail && <p className="max-w-xs text-sm text-balance text-ink-faint">{detail}</p>}
      {children}
    </div>
  );
}

export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div role="alert" className="flex flex-col items-center justify-center gap-3 px-8 py-10 text-center">
      <span className="inline-flex size-11 items-center justify-center rounded-full bg-bad-soft text-bad-ink">
        <Icon name="alert" size={20} />
      </span>
      <p className="max-w-xs text-sm text-ink-soft">{sentenceOf(error)}</p>
      <Button icon="refresh" onClick={retry}>
        Try again
      </Button>
    </div>
  );
}

/** Grey bars where text will stand. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={classes("block animate-pulse rounded bg-sunken motion-reduce:animate-none", className)}
    />
  );
}

export function Loading({ label }: { label: string }) {
  return (
    <p role="status" className="sr-only">
      {label}
    </p>
  );
}

export function Problem({ children }: { children: ReactNode }) {
  return (
    <p
      role="alert"
      className="flex items-start gap-2 rounded-md border border-bad-line bg-bad-soft px-2.5 py-2 text-sm text-bad-ink"
    >
      <Icon name="alert" className="mt-0.5" />
      <span className="min-w-0">{children}</span>
    </p>
  );
}
