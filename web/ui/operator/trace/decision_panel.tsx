import type { Trace } from "../api/types";
import { spoken } from "../inbox/names";
import { Chip, type Tone } from "../parts/chip";
import { ConfidenceBar } from "../parts/confidence";
import { percent } from "../parts/money";
import { Section } from "./section";

const KINDS: Record<string, { label: string; tone: Tone }> = {
  send: { label: "Sent", tone: "bot" },
  hold: { label: "Held for approval", tone: "wait" },
  handoff: { label: "Handed to a person", tone: "wait" },
  silent: { label: "Stayed silent", tone: "done" },
};

export function DecisionPanel({ decision }: { decision: NonNullable<Trace["decision"]> }) {
  const kind = KINDS[decision.kind] ?? { label: spoken(decision.kind), tone: "done" as const };
  const { confidence, threshold } = decision;
  return (
    <Section title="Decision" aside={<Chip tone={kind.tone}>{kind.label}</Chip>}>
      {confidence !== null && threshold !== null && (
        <>
          <ConfidenceBar confidence={confidence} threshold={threshold} />
          <p className="mt-2 flex justify-between text-xs text-ink-faint tabular-nums">
            <span>Confidence {percent(confidence)}</span>
            <span>Threshold {percent(threshold)}</span>
          </p>
        </>
      )}
      {decision.reason && <p className="mt-1.5 text-sm text-ink-soft">{spoken(decision.reason)}</p>}
    </Section>
  );
}
