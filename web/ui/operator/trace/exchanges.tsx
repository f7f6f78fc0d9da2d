import type { TraceExchange } from "../api/types";
import { spoken } from "../inbox/names";
import { Chip, type Tone } from "../parts/chip";
import { Section } from "./section";
import { duration } from "./stages";

const TONES: Record<string, Tone> = {
  used: "good",
  refused: "bad",
  failed: "wait",
};

/** What a language model was asked and what it said, raw; personal details are masked. */
export function Exchanges({ exchanges }: { exchanges: TraceExchange[] }) {
  return (
    <Section title="Language model" aside={exchanges[0]?.model || undefined}>
      <ol className="flex flex-col gap-2">
        {exchanges.map((exchange, place) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a trace never changes, and its places are all that tells two alike apart.
            key={place}
            className="rounded-lg border border-line bg-surface px-3 py-2 text-sm"
          >
            <p className="flex items-center gap-2">
              <span className="min-w-0 flex-1 truncate font-medium">
                {spoken(exchange.purpose)}, {duration(exchange.micros)}
              </span>
              <Chip tone={TONES[exchange.verdict] ?? "plain"}>{spoken(exchange.verdict)}</Chip>
            </p>
            {exchange.reason && <p className="text-xs text-wait-ink">{exchange.reason}</p>}
            <p className="text-xs text-ink-faint">
              {exchange.usage.input_tokens} tokens read, {exchange.usage.output_tokens} written
            </p>
            <Raw title="Request">{exchange.messages.map(wordsOf).join("\n\n")}</Raw>
            <Raw title="Reply">
              {[
                exchange.text ?? "",
                ...(exchange.calls ?? []).map((call) => `${call.name} ${call.arguments}`),
              ]
                .filter(Boolean)
                .join("\n")}
            </Raw>
            <p className="mt-1 truncate font-mono text-2xs text-ink-faint">
              {exchange.prompt.name} {exchange.prompt.hash}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Raw({ title, children }: { title: string; children: string }) {
  if (!children) return null;
  return (
    <details className="mt-1">
      <summary className="cursor-pointer text-xs text-ink-soft">{title}</summary>
      <pre dir="auto" className="mt-1 max-h-64 overflow-auto whitespace-pre-wrap text-xs text-ink-soft">
        {children}
      </pre>
    </details>
  );
}

function wordsOf(message: TraceExchange["messages"][number]): string {
  const calls = (message.calls ?? []).map((call) => `${call.name} ${call.arguments}`);
  return `${message.role}: ${[message.text ?? "", ...calls].filter(Boolean).join("\n")}`;
}
