import type { ReactNode } from "react";
import { classes } from "./classes";

const TONES = {
  bot: "bg-bot-soft text-bot-ink",
  wait: "bg-wait-soft text-wait-ink",
  person: "bg-accent-soft text-accent-ink",
  done: "bg-done-soft text-done-ink",
  bad: "bg-bad-soft text-bad-ink",
  good: "bg-good-soft text-good-ink",
  plain: "border border-line text-ink-soft",
} as const;

export type Tone = keyof typeof TONES;

export function Chip({ tone, children, className }: { tone: Tone; children: ReactNode; className?: string }) {
  return (
    <span
      className={classes(
        "inline-flex h-5 max-w-full items-center gap-1 rounded px-1.5 text-2xs font-medium whitespace-nowrap",
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
