import { useEffect, useRef, useState } from "react";
import type { Lesson } from "../api/knowledge";
import type { Draft } from "../api/types";
import { spoken } from "../inbox/names";
import { Button } from "../parts/button";
import { ConfidenceBar } from "../parts/confidence";
import { Icon } from "../parts/icon";
import { percent } from "../parts/money";
import { Problem } from "../parts/states";
import { SourceChips } from "../thread/source_chips";
import { useDecider } from "./decide";
import { DraftEditor } from "./draft_editor";
import { type CardMode, onCardMode } from "./modes";
import { RejectForm } from "./reject_form";

interface Props {
  draft: Draft;
  /** In a thread the question stands right above. */
  withQuestion?: boolean;
  /** Shows the keys of the queue on the buttons. */
  withKeys?: boolean;
  onTrace?: (messageId: string) => void;
  onDecided?: () => void;
}

/** A held answer and the three things that can be done with it. */
export function DraftCard({ draft, withQuestion, withKeys, onTrace, onDecided }: Props) {
  const [mode, setMode] = useState<CardMode>("read");
  const decider = useDecider(draft);
  const approveButton = useRef<HTMLButtonElement>(null);
  const { in_reply_to: questionId } = draft;

  const finish = async (decision: Promise<boolean>) => {
    if (await decision) onDecided?.();
  };
  const approve = () => void finish(decider.approve());
  const edit = (text: string, lessons: Lesson[]) => void finish(decider.edit(text, lessons));
  const reject = (reason: string) => void finish(decider.reject(reason));

  const latest = useRef({ approve, setMode });
  useEffect(() => {
    latest.current = { approve, setMode };
  });
  useEffect(
    () =>
      onCardMode(draft.draft_id, (wanted) => {
        if (wanted === "approve") latest.current.approve();
        else latest.current.setMode(wanted);
      }),
    [draft.draft_id],
  );

  const backToReading = () => {
    setMode("read");
    requestAnimationFrame(() => approveButton.current?.focus());
  };

  return (
    <section
      aria-label="Held draft"
      className="overflow-hidden rounded-xl border border-wait-line bg-raised shadow-card"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-wait-line bg-wait-soft px-4 py-2.5">
        <span className="flex items-center gap-1.5 text-sm font-semibold text-wait-ink">
          <Icon name="draft" />
          Held draft
        </span>
        <span className="flex min-w-0 flex-1 items-center justify-end gap-2 text-xs text-wait-ink">
          <span className="w-20 shrink-0 max-[22rem]:hidden sm:w-28">
            <ConfidenceBar confidence={draft.confidence} threshold={draft.threshold} />
          </span>
          <span className="whitespace-nowrap tabular-nums">
            {percent(draft.confidence)} sure, {percent(draft.threshold)} needed
          </span>
        </span>
      </header>
      <div className="flex flex-col gap-3 px-4 py-3">
        {withQuestion && (
          <blockquote className="border-s-2 border-line-strong ps-3">
            <p className="text-xs font-medium text-ink-faint">The customer asked</p>
            <p dir="auto" className="text-base break-words whitespace-pre-wrap">
              {draft.question}
            </p>
          </blockquote>
        )}
        {mode === "edit" ? (
          <DraftEditor draft={draft} busy={decider.busy} onSend={edit} onCancel={backToReading} />
        ) : (
          <>
            {withQuestion && <p className="-mb-2 text-xs font-medium text-ink-faint">Proposed answer</p>}
            <p dir="auto" className="text-base break-words whitespace-pre-wrap">
              {draft.message}
            </p>
          </>
        )}
        {draft.reason && mode !== "edit" && (
          <p className="flex items-start gap-1.5 text-sm text-ink-soft">
            <Icon name="info" className="mt-0.5 text-ink-faint" />
            <span>Held because: {spoken(draft.reason).toLowerCase()}</span>
          </p>
        )}
        {mode !== "edit" && (
          <div className="flex flex-wrap items-center gap-1.5">
            <SourceChips sources={draft.sources} />
            {onTrace && questionId && (
              <button
                type="button"
                className="inline-flex h-6 items-center gap-1 rounded px-1.5 text-xs font-medium text-wait-ink hover:bg-wait-soft"
                onClick={() => onTrace(questionId)}
              >
                <Icon name="spark" size={13} />
                Why this draft
              </button>
            )}
          </div>
        )}
        {decider.refusal && <Problem>{decider.refusal}</Problem>}
        {mode === "reject" && <RejectForm busy={decider.busy} onReject={reject} onCancel={backToReading} />}
        {mode === "read" && (
          <div className="flex flex-wrap gap-2 pt-1">
            <Button
              ref={approveButton}
              look="primary"
              icon="check"
              hint={withKeys ? "a" : undefined}
              busy={decider.busy}
              onClick={approve}
            >
              Approve and send
            </Button>
            <Button
              icon="edit"
              hint={withKeys ? "e" : undefined}
              disabled={decider.busy}
              onClick={() => setMode("edit")}
            >
              Edit
            </Button>
            <Button
              look="danger"
              icon="close"
              hint={withKeys ? "r" : undefined}
              disabled={decider.busy}
              onClick={() => setMode("reject")}
            >
              Reject
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}
