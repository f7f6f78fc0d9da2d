import { Link } from "@tanstack/react-router";
import type { Draft } from "../api/types";
import { Chip } from "../parts/chip";
import { classes } from "../parts/classes";
import { Icon } from "../parts/icon";
import { percent } from "../parts/money";
import { clock, useSeconds } from "../parts/time";

/** Approvals are promised within a minute, answers within two. */
const LATE_MS = 60_000;
const BROKEN_MS = 120_000;

interface Props {
  draft: Draft;
  selected: boolean;
  chosen: boolean;
}

export function QueueItem({ draft, selected, chosen }: Props) {
  return (
    <li className="border-b border-line">
      <Link
        to="/drafts"
        search={{ draft: draft.draft_id }}
        aria-current={chosen || selected ? "true" : undefined}
        className={classes(
          "relative flex flex-col gap-1 px-3 py-3 outline-offset-[-3px]",
          selected
            ? "md:bg-picked md:before:absolute md:before:inset-y-0 md:before:left-0 md:before:w-0.5 md:before:bg-accent"
            : "hover:bg-sunken",
        )}
      >
        <span className="flex items-center gap-2">
          <span dir="auto" className="min-w-0 flex-1 truncate text-left font-medium">
            {draft.question}
          </span>
          <Waiting since={draft.created_at} />
        </span>
        <span dir="auto" className="line-clamp-2 text-left text-sm text-ink-faint">
          {draft.message}
        </span>
        <span className="mt-0.5 flex gap-1.5">
          <Chip tone="wait">
            <Icon name="draft" size={12} />
            {percent(draft.confidence)} sure
          </Chip>
        </span>
      </Link>
    </li>
  );
}

function Waiting({ since }: { since: string }) {
  const now = useSeconds();
  const waited = now - Date.parse(since);
  return (
    <span
      className={classes(
        "inline-flex items-center gap-1 rounded px-1 text-2xs font-medium tabular-nums",
        waited >= BROKEN_MS
          ? "bg-bad-soft text-bad-ink"
          : waited >= LATE_MS
            ? "bg-wait-soft text-wait-ink"
            : "text-ink-faint",
      )}
    >
      <Icon name="clock" size={12} />
      <span className="sr-only">Waiting </span>
      {clock(since, now)}
    </span>
  );
}
