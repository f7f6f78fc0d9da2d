import type { Correction } from "../api/knowledge";
import { LongField, TextField } from "./fields";
import { Workbench } from "./workbench";

interface Body {
  question: string;
  answer: string;
  patterns: string[];
  language: string;
  status: string;
}

export function Corrections() {
  return (
    <Workbench<Correction, Body>
      kind="corrections"
      noun="correction"
      icon="edit"
      explain="A correction wins over everything else the assistant knows."
      blank={{ question: "", answer: "", patterns: [], language: "en", status: "published" }}
      bodyOf={({ question, answer, patterns, language, status }) => ({
        question,
        answer,
        patterns,
        language,
        status,
      })}
      isComplete={(body) => body.question.trim() !== "" && body.answer.trim() !== ""}
      row={(correction) => (
        <>
          <span dir="auto" className="block truncate font-medium">
            {correction.question}
          </span>
          <span dir="auto" className="line-clamp-2 text-sm text-ink-faint">
            {correction.answer}
          </span>
        </>
      )}
      form={(body, change) => (
        <>
          <TextField
            label="When a customer asks"
            value={body.question}
            onChange={(question) => change({ ...body, question })}
          />
          <LongField
            label="or in other words"
            hint="One way to ask it on each line."
            rows={3}
            value={body.patterns.join("\n")}
            onChange={(text) => change({ ...body, patterns: text === "" ? [] : text.split("\n") })}
          />
          <LongField
            label="the assistant says exactly"
            value={body.answer}
            onChange={(answer) => change({ ...body, answer })}
          />
        </>
      )}
    />
  );
}
