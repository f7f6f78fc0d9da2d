import type { UsageDay } from "../api/usage";
import { amount } from "./months";

const PURPOSES: Record<string, string> = {
  plan: "Planning",
  write: "Writing",
  classify: "Understanding",
  embed: "Embedding",
};

const NUMBERS = ["Calls", "Tokens read", "Tokens written", "Cost"] as const;

/** One row for each day, model and purpose, the newest day first, and what all of them come to. */
export function UsageTable({ days }: { days: UsageDay[] }) {
  const sum = (of: (day: UsageDay) => number) => days.reduce((total, day) => total + of(day), 0);
  return (
    // A narrow screen scrolls the table sideways, by keyboard as well.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
    <section aria-label="Use by day" tabIndex={0} className="overflow-x-auto">
      <table className="w-full min-w-140 border-collapse text-sm">
        <thead>
          <tr className="border-b border-line text-left text-xs text-ink-faint">
            <th scope="col" className="py-2 pr-3 font-medium">
              Day
            </th>
            <th scope="col" className="py-2 pr-3 font-medium">
              Model
            </th>
            <th scope="col" className="py-2 pr-3 font-medium">
              Purpose
            </th>
            {NUMBERS.map((name) => (
              <th key={name} scope="col" className="py-2 pl-3 text-right font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...days].reverse().map((day) => (
            <tr key={`${day.day} ${day.model} ${day.purpose}`} className="border-b border-line">
              <th scope="row" className="py-2 pr-3 text-left font-normal whitespace-nowrap">
                {day.day}
              </th>
              <td className="py-2 pr-3 break-all">{day.model}</td>
              <td className="py-2 pr-3">{PURPOSES[day.purpose] ?? day.purpose}</td>
              <Numbers figures={[day.calls, day.input_tokens, day.output_tokens]} cost={day.cost} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="font-semibold">
            <th scope="row" colSpan={3} className="py-2 pr-3 text-left">
              Together
            </th>
            <Numbers
              figures={[
                sum((day) => day.calls),
                sum((day) => day.input_tokens),
                sum((day) => day.output_tokens),
              ]}
              cost={String(sum((day) => Number(day.cost)))}
            />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Numbers({ figures, cost }: { figures: [number, number, number]; cost: string }) {
  const [calls, read, written] = figures.map((figure) => figure.toLocaleString());
  return (
    <>
      <td className="py-2 pl-3 text-right tabular-nums">{calls}</td>
      <td className="py-2 pl-3 text-right tabular-nums">{read}</td>
      <td className="py-2 pl-3 text-right tabular-nums">{written}</td>
      <td className="py-2 pl-3 text-right tabular-nums">{amount(cost)}</td>
    </>
  );
}
