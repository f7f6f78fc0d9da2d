import { useState } from "react";
import { type DeadLetterStatus, useDeadLetters } from "../api/dead_letters";
import { RailButton } from "../app/rail_state";
import { Button } from "../parts/button";
import { classes } from "../parts/classes";
import { Empty, Failed, Loading, Skeleton } from "../parts/states";
import { LetterCard } from "./letter_card";

const TABS: { status: DeadLetterStatus; label: string; none: string }[] = [
  { status: "open", label: "Open", none: "Nothing was given up" },
  { status: "replayed", label: "Tried again", none: "Nothing was tried again" },
  { status: "discarded", label: "Discarded", none: "Nothing was discarded" },
];

/** What was given up: messages that no answer could be computed for, and deliveries that were refused for good. */
export function UndeliveredPage() {
  const [status, setStatus] = useState<DeadLetterStatus>("open");
  const [page, setPage] = useState(1);
  const letters = useDeadLetters(status, page);
  const none = TABS.find((tab) => tab.status === status)?.none ?? "";
  return (
    <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col bg-surface outline-none">
      <header className="flex shrink-0 items-center gap-2 border-b border-line px-3 max-md:flex-wrap max-md:pt-2.5 md:h-14 md:px-4">
        <RailButton />
        <h1 className="text-base font-semibold md:mr-4">Undelivered</h1>
        <fieldset aria-label="Which ones" className="flex gap-1 max-md:w-full md:self-stretch">
          {TABS.map((tab) => (
            <button
              key={tab.status}
              type="button"
              aria-pressed={tab.status === status}
              className={classes(
                "-mb-px inline-flex items-center border-b-2 px-2.5 text-sm max-md:pt-1 max-md:pb-2",
                tab.status === status
                  ? "border-accent font-semibold text-ink"
                  : "border-transparent text-ink-faint hover:text-ink",
              )}
              onClick={() => {
                setStatus(tab.status);
                setPage(1);
              }}
            >
              {tab.label}
            </button>
          ))}
        </fieldset>
      </header>
      <div className="min-h-0 flex-1 overflow-auto p-4">
        {letters.isPending && <Waiting />}
        {letters.error && <Failed error={letters.error} retry={() => void letters.refetch()} />}
        {letters.data && letters.data.items.length === 0 && (
          <Empty icon="check" title={none} detail="Whatever cannot be delivered or answered is told here." />
        )}
        {letters.data && letters.data.items.length > 0 && (
          <div className="mx-auto flex max-w-3xl flex-col gap-3">
            <ul className="flex flex-col gap-3">
              {letters.data.items.map((letter) => (
                <li key={letter.id}>
                  <LetterCard letter={letter} />
                </li>
              ))}
            </ul>
            <nav aria-label="Pages" className="flex items-center gap-2 text-sm text-ink-soft">
              <Button disabled={page <= 1} onClick={() => setPage(page - 1)}>
                Newer
              </Button>
              <span role="status">{letters.data.total} in all</span>
              <Button disabled={page * 20 >= letters.data.total} onClick={() => setPage(page + 1)}>
                Older
              </Button>
            </nav>
          </div>
        )}
      </div>
    </main>
  );
}

function Waiting() {
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-3">
      <Loading label="Loading what was given up" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-24 w-full" />
    </div>
  );
}
