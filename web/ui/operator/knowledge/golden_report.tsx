import type { GoldenRun } from "../api/knowledge";
import { classes } from "../parts/classes";
import { Icon } from "../parts/icon";

/** What the last run said, with the broken ones named. */
export function GoldenReport({ run }: { run: GoldenRun }) {
  const broken = run.results.filter((result) => !result.passed);
  const good = broken.length === 0;
  return (
    <section
      role="status"
      aria-label="Result of the run"
      className={classes(
        "shrink-0 border-b px-4 py-2.5 text-sm",
        good ? "border-line bg-good-soft text-good-ink" : "border-bad-line bg-bad-soft text-bad-ink",
      )}
    >
      <p className="flex items-center gap-2 font-semibold">
        <Icon name={good ? "check" : "alert"} />
        {run.passed} of {run.total} goldens passed
      </p>
      {broken.length > 0 && (
        <ul className="mt-1 max-h-40 list-disc overflow-y-auto ps-9">
          {broken.map((result) => (
            <li key={result.id || result.question}>
              <span dir="auto">{result.question}</span>
              {result.problems.length > 0 && <span>: {result.problems.join("; ")}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
