import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type DeadLetter, useDecideDeadLetter } from "../api/dead_letters";
import { sentenceOf } from "../api/problem";
import { Button } from "../parts/button";
import { Chip } from "../parts/chip";
import { fullTime } from "../parts/time";
import { toast } from "../parts/toast";

/** One thing that was given up: what, why, and what can be done about it. */
export function LetterCard({ letter }: { letter: DeadLetter }) {
  const decide = useDecideDeadLetter();
  const [isSure, setSure] = useState(false);
  const done = (said: string) => ({
    onSuccess: () => toast(said),
    onError: (error: unknown) => toast(sentenceOf(error), { bad: true }),
  });
  const text = typeof letter.payload.text === "string" ? letter.payload.text : null;
  const isMessage = letter.kind === "message";
  const title = isMessage
    ? "A message without an answer"
    : `A delivery over ${String(letter.payload.connection ?? "a connection").split(":")[0]}`;
  return (
    <article aria-label={title} className="rounded-xl border border-line bg-raised p-4 shadow-card">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="text-sm font-semibold">{title}</h2>
        <Chip tone={letter.status === "open" ? "wait" : "done"}>{WORDS[letter.status]}</Chip>
        <time dateTime={letter.created_at} className="ml-auto text-xs text-ink-faint">
          {fullTime(letter.created_at)}
        </time>
      </div>
      {text && (
        <p dir="auto" className="mt-2 rounded-md bg-sunken px-3 py-2 text-sm whitespace-pre-wrap">
          {text}
        </p>
      )}
      <p className="mt-2 text-sm break-words text-ink-soft">{letter.cause}</p>
      <details className="mt-2 text-xs text-ink-faint">
        <summary className="cursor-pointer">What is stored of it</summary>
        <pre className="mt-1 overflow-x-auto rounded-md bg-sunken p-2">
          {JSON.stringify(letter.payload, null, 2)}
        </pre>
      </details>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {letter.status === "open" && (
          <>
            <Button
              look="primary"
              icon="refresh"
              busy={decide.isPending}
              onClick={() =>
                decide.mutate({ id: letter.id, decision: "replay" }, done("It is under way again"))
              }
            >
              Try again
            </Button>
            {isSure ? (
              <>
                <Button
                  look="danger"
                  busy={decide.isPending}
                  onClick={() =>
                    decide.mutate({ id: letter.id, decision: "discard" }, done("It is discarded"))
                  }
                >
                  Discard for good
                </Button>
                <Button look="quiet" onClick={() => setSure(false)}>
                  Keep it
                </Button>
              </>
            ) : (
              <Button onClick={() => setSure(true)}>Discard…</Button>
            )}
          </>
        )}
        {letter.conversation_id && (
          <Link
            to="/conversations/$id"
            params={{ id: letter.conversation_id }}
            className="ml-auto text-sm font-medium text-accent-ink underline underline-offset-2"
          >
            Open the conversation
          </Link>
        )}
      </div>
    </article>
  );
}

const WORDS = { open: "open", replayed: "tried again", discarded: "discarded" } as const;
