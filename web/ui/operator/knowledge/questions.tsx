import type { Faq } from "../api/knowledge";
import { spoken } from "../inbox/names";
import { Chip } from "../parts/chip";
import { LANGUAGES, STATES } from "./choices";
import { ChoiceField, LongField, TextField } from "./fields";
import { Workbench } from "./workbench";

interface Body {
  question: string;
  answer: string;
  category: string;
  language: string;
  status: string;
}

export function Questions() {
  return (
    <Workbench<Faq, Body>
      kind="faq"
      noun="question"
      icon="info"
      explain="Short answers to what is often asked; read like articles."
      blank={{ question: "", answer: "", category: "", language: "en", status: "published" }}
      bodyOf={(faq) => ({
        question: faq.question,
        answer: faq.answer,
        category: faq.category,
        language: faq.language,
        status: faq.status,
      })}
      isComplete={(body) => body.question.trim() !== "" && body.answer.trim() !== ""}
      row={(faq) => (
        <>
          <span dir="auto" className="block truncate font-medium">
            {faq.question}
          </span>
          <span dir="auto" className="block truncate text-sm text-ink-faint">
            {faq.answer}
          </span>
          <span className="mt-1 flex gap-1.5">
            <Chip tone={faq.status === "published" ? "good" : "done"}>{spoken(faq.status)}</Chip>
            {faq.category && <Chip tone="plain">{faq.category}</Chip>}
            {faq.language && <Chip tone="plain">{faq.language.toUpperCase()}</Chip>}
          </span>
        </>
      )}
      form={(body, change) => (
        <>
          <TextField
            label="Question"
            value={body.question}
            onChange={(question) => change({ ...body, question })}
          />
          <LongField
            label="Answer"
            rows={8}
            value={body.answer}
            onChange={(answer) => change({ ...body, answer })}
          />
          <div className="flex gap-3 max-sm:flex-col">
            <TextField
              label="Category"
              value={body.category}
              onChange={(category) => change({ ...body, category })}
            />
            <ChoiceField
              label="Language"
              value={body.language}
              choices={LANGUAGES}
              onChange={(language) => change({ ...body, language })}
            />
            <ChoiceField
              label="State"
              value={body.status}
              choices={STATES}
              onChange={(status) => change({ ...body, status })}
            />
          </div>
        </>
      )}
    />
  );
}
