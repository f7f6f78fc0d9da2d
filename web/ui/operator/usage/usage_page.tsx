import { useState } from "react";
import { type Service, type Standing, type Usage, useUsage } from "../api/usage";
import { RailButton } from "../app/rail_state";
import { Button } from "../parts/button";
import { classes } from "../parts/classes";
import { Empty, Failed, Loading, Skeleton } from "../parts/states";
import { amount, monthAfter, monthName } from "./months";
import { UsageTable } from "./usage_table";

const STANDINGS: Record<Standing, string> = {
  answers: "Answers",
  falters: "Its last call failed; the built-in answers stand in",
  rests: "Failed too often and is left alone for a while; the built-in answers stand in",
  probed: "Is being tried again with single calls; the built-in answers stand in",
};

const STATES = {
  usual: "The usual model is asked.",
  cheaper: "Much of the month's budget is used: the cheaper model is asked.",
  spent: "The month's budget is used up: everything goes on without a model.",
  off: "No model is configured: everything is answered without one.",
} as const;

/** What the shop has used of language models: by day, model and purpose, and what is left of the month's budget. */
export function UsagePage() {
  const [month, setMonth] = useState<string | undefined>(undefined);
  const usage = useUsage(month);
  const shown = usage.data;
  return (
    <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col bg-surface outline-none">
      <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line px-3 md:px-4">
        <RailButton />
        <h1 className="text-base font-semibold">Usage</h1>
      </header>
      <div className="min-h-0 flex-1 overflow-auto p-4">
        <div className="mx-auto flex max-w-4xl flex-col gap-5">
          {usage.isPending && (
            <>
              <Loading label="Loading what was used" />
              <Skeleton className="h-24 w-full" />
              <Skeleton className="h-48 w-full" />
            </>
          )}
          {usage.error && <Failed error={usage.error} retry={() => void usage.refetch()} />}
          {shown && (
            <>
              <Months
                month={shown.month}
                isPresent={shown.state !== null}
                choose={(next) => setMonth(next)}
              />
              <Budget usage={shown} />
              {shown.days.length === 0 ? (
                <Empty
                  icon="chart"
                  title="Nothing was used"
                  detail="Calls of a language model in this month are told here."
                />
              ) : (
                <UsageTable days={shown.days} />
              )}
            </>
          )}
        </div>
      </div>
    </main>
  );
}

interface MonthsProps {
  month: string;
  isPresent: boolean;
  choose: (month: string | undefined) => void;
}

function Months({ month, isPresent, choose }: MonthsProps) {
  return (
    <nav aria-label="Months" className="flex flex-wrap items-center gap-2">
      <Button onClick={() => choose(monthAfter(month, -1))}>Earlier</Button>
      <h2 className="min-w-36 text-center text-sm font-semibold" aria-live="polite">
        {monthName(month)}
      </h2>
      <Button disabled={isPresent} onClick={() => choose(monthAfter(month, 1))}>
        Later
      </Button>
    </nav>
  );
}

function Budget({ usage }: { usage: Usage }) {
  const share = usage.cap ? Math.min(1, Number(usage.spent) / Number(usage.cap)) : null;
  return (
    <section aria-label="Budget" className="flex flex-col gap-3 text-sm">
      <dl className="grid grid-cols-1 gap-3 sm:grid-cols-3">
        <Figure name="Spent" value={amount(usage.spent)} />
        <Figure name="Monthly cap" value={usage.cap ? amount(usage.cap) : "None"} />
        <Figure
          name="Left"
          value={usage.left ? amount(usage.left) : "–"}
          detail={usage.cheaper_from ? `Cheaper model from ${amount(usage.cheaper_from)}` : undefined}
        />
      </dl>
      {share !== null && (
        <meter
          className="h-2 w-full"
          aria-label="Share of the monthly cap that is spent"
          min={0}
          max={1}
          high={0.8}
          value={share}
        >
          {Math.round(share * 100)}%
        </meter>
      )}
      {usage.state && <p role="status">{STATES[usage.state]}</p>}
      <ul className="flex flex-col gap-1 text-ink-soft">
        <ServiceLine what="Language model" service={usage.model} />
        <ServiceLine what="Embedding" service={usage.embedding} />
      </ul>
    </section>
  );
}

function Figure({ name, value, detail }: { name: string; value: string; detail?: string }) {
  return (
    <div className="rounded-md border border-line bg-raised px-3 py-2">
      <dt className="text-xs text-ink-faint">{name}</dt>
      <dd className="text-lg font-semibold tabular-nums">{value}</dd>
      {detail && <dd className="text-xs text-ink-faint">{detail}</dd>}
    </div>
  );
}

function ServiceLine({ what, service }: { what: string; service: Service | null }) {
  if (!service) return null;
  const isWell = service.standing === "answers";
  return (
    <li className="flex flex-wrap gap-x-2">
      <span className="font-medium">{what}</span>
      <span className="break-all">{service.name}</span>
      <span className={classes(!isWell && "text-bad-ink")}>{STANDINGS[service.standing]}</span>
    </li>
  );
}
