import type { Article } from "../api/knowledge";
import { spoken } from "../inbox/names";
import { Chip } from "../parts/chip";
import { LANGUAGES, STATES } from "./choices";
import { ChoiceField, LongField, TextField } from "./fields";
import { Workbench } from "./workbench";

interface Body {
  title: string;
  content: string;
  category: string;
  language: string;
  status: string;
}

export function Articles() {
  return (
    <Workbench<Article, Body>
      kind="articles"
      noun="article"
      icon="book"
      explain="Articles are what the assistant reads before it answers."
      blank={{ title: "", content: "", category: "", language: "en", status: "published" }}
      bodyOf={(article) => ({
        title: article.title,
        content: article.content,
        category: article.category,
        language: article.language,
        status: article.status,
      })}
      isComplete={(body) => body.title.trim() !== "" && body.content.trim() !== ""}
      row={(article) => (
        <>
          <span dir="auto" className="block truncate font-medium">
            {article.title}
          </span>
          <span dir="auto" className="block truncate text-sm text-ink-faint">
            {article.content}
          </span>
          <span className="mt-1 flex gap-1.5">
            <Chip tone={article.status === "published" ? "good" : "done"}>{spoken(article.status)}</Chip>
            {article.category && <Chip tone="plain">{article.category}</Chip>}
            {article.language && <Chip tone="plain">{article.language.toUpperCase()}</Chip>}
          </span>
        </>
      )}
      form={(body, change) => (
        <>
          <TextField label="Title" value={body.title} onChange={(title) => change({ ...body, title })} />
          <LongField
            label="Text"
            rows={14}
            value={body.content}
            onChange={(content) => change({ ...body, content })}
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
