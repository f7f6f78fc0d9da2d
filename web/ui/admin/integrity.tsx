import { Chip } from "../operator/parts/chip";
import type { Integrity } from "./api";

const KINDS: Record<string, string> = {
  changed: "is not what was written",
  missing: "comes after entries that are gone",
  unlinked: "does not follow the entry before it",
  cut_off: "the log ends elsewhere than it was written to",
};

/** Whether every entry of the log is as it was written, where it was written. */
export function IntegrityState({ state }: { state: Integrity }) {
  return (
    <div className="flex flex-col gap-2 rounded-lg border border-line bg-raised p-3 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <Chip tone={state.ok ? "good" : "bad"}>{state.ok ? "Whole" : "Damaged"}</Chip>
        {state.count} entries
        {state.ok ? ", none changed, removed or moved" : `, ${state.problemCount} problems`}
      </p>
      {state.problems.length > 0 && (
        <ul className="list-disc pl-5 text-bad-ink">
          {state.problems.map(({ seq, problem }) => (
            <li key={`${seq} ${problem}`}>
              Entry {seq}: {KINDS[problem] ?? problem}
            </li>
          ))}
        </ul>
      )}
      <p className="font-mono text-2xs break-all text-ink-faint">Newest hash {state.lastHash}</p>
    </div>
  );
}
