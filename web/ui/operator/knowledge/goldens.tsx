import { useMutation } from "@tanstack/react-query";
import { type Expectation, type Golden, type GoldenResult, runGoldens } from "../api/knowledge";
import { sentenceOf } from "../api/problem";
import { Button } from "../parts/button";
import { Chip } from "../parts/chip";
import { Icon } from "../parts/icon";
import { toast } from "../parts/toast";
import { ChoiceField, LongField, TextField } from "./fields";
import { GoldenReport } from "./golden_report";
import { Workbench } from "./workbench";

interface Body {
  name?: string | null;
  question: string;
  expect: Expectation;
}

const DECISIONS: [string, string][] = [
  ["", "Any"],
  ["send", "Send"],
  ["hold", "Hold for approval"],
  ["handoff", "Hand to a person"],
];

/** Questions whose answers must stay right; run before a change goes live. */
export function Goldens() {
  const run = useMutation({
    mutationFn: runGoldens,
    onError: (error) => toast(`The goldens did not run. ${sentenceOf(error)}`, { bad: true }),
  });
  const outcomes = new Map(run.data?.results.map((result) => [result.id, result]));

  return (
    <>
      {run.data && <GoldenReport run={run.data} />}
      <Workbench<Golden, Body>
        kind="goldens"
        noun="golden"
        icon="check"
        explain="A golden is a question whose answer must stay right. A change that breaks one is not published."
        blank={{ question: "", expect: {} }}
        bodyOf={({ name, question, expect }) => ({ name, question, expect })}
        isComplete={({ question, expect }) => question.trim() !== "" && Object.values(expect).some(Boolean)}
        head={
          <Button icon="play" className="ml-auto" busy={run.isPending} onClick={() => run.mutate()}>
            {run.isPending ? "Running…" : "Run goldens"}
          </Button>
        }
        row={(golden) => <GoldenRow golden={golden} outcome={outcomes.get(golden.id)} />}
        form={({ name, question, expect }, change) => (
          <>
            <TextField
              label="Question"
              value={question}
              onChange={(next) => change({ name, question: next, expect })}
            />
            <LongField
              label="The answer contains"
              hint="Leave empty what does not matter. Each line is one phrase."
              rows={3}
              value={lines(expect.contains)}
              onChange={(text) => change({ name, question, expect: { ...expect, contains: phrases(text) } })}
            />
            <div className="flex gap-3 max-sm:flex-col">
              <TextField
                label="Intent"
                value={expect.intent ?? ""}
                onChange={(intent) =>
                  change({ name, question, expect: { ...expect, intent: intent || undefined } })
                }
              />
              <ChoiceField
                label="Decision"
                value={expect.decision ?? ""}
                choices={DECISIONS}
                onChange={(decision) =>
                  change({ name, question, expect: { ...expect, decision: decision || undefined } })
                }
              />
            </div>
            <TextField
              label="Sources"
              hint="References, separated by commas."
              value={(expect.sources ?? []).join(", ")}
              onChange={(text) =>
                change({ name, question, expect: { ...expect, sources: references(text) } })
              }
            />
          </>
        )}
      />
    </>
  );
}

function GoldenRow({ golden, outcome }: { golden: Golden; outcome: GoldenResult | undefined }) {
  const { intent, decision } = golden.expect;
  return (
    <>
      <span className="flex items-center gap-2">
        <span dir="auto" className="min-w-0 flex-1 truncate font-medium">
          {golden.question}
        </span>
        {outcome && (
          <Chip tone={outcome.passed ? "good" : "bad"}>
            <Icon name={outcome.passed ? "check" : "close"} size={12} />
            {outcome.passed ? "Passed" : "Failed"}
          </Chip>
        )}
      </span>
      <span dir="auto" className="block truncate text-sm text-ink-faint">
        {lines(golden.expect.contains).replaceAll("\n", " · ") ||
          [intent, decision].filter(Boolean).join(" · ")}
      </span>
    </>
  );
}

function lines(contains: Expectation["contains"]): string {
  return contains?.join("\n") ?? "";
}

function phrases(text: string): string[] | undefined {
  return text === "" ? undefined : text.split("\n");
}

function references(text: string): string[] | undefined {
  const found = text.split(",").map((part) => part.trim());
  return text === "" ? undefined : found;
}
