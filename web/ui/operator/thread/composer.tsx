import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useMe } from "../api/session";
import type { Conversation } from "../api/types";
import { ownerName } from "../inbox/names";
import { Button } from "../parts/button";
import { classes } from "../parts/classes";
import { Icon } from "../parts/icon";
import type { ThreadActions } from "./actions";
import { useAddNote } from "./add_note";
import { useUnsent } from "./composer_drafts";
import { type ComposerTab, onFocusComposer } from "./composer_focus";
import { OwnerStrip } from "./owner_strip";
import type { Sender } from "./send";
import { useTypingSignal } from "./typing_signal";

interface Props {
  conversation: Conversation;
  sender: Sender;
  actions: ThreadActions;
}

const TABS: { id: ComposerTab; label: string }[] = [
  { id: "reply", label: "Reply" },
  { id: "note", label: "Note" },
];

export function Composer({ conversation, sender, actions }: Props) {
  const me = useMe().id;
  const [tab, setTab] = useState<ComposerTab>("reply");
  const [unsent, write] = useUnsent(conversation.id, tab);
  const addNote = useAddNote(conversation.id);
  const signal = useTypingSignal(conversation.id);
  const field = useRef<HTMLTextAreaElement>(null);
  const base = useId();
  const isNote = tab === "note";
  const { owner } = conversation;

  const begun = unsent.ownerNumber;
  const overtaken =
    !isNote && unsent.text !== "" && begun !== null && begun !== owner.number && owner.user_id !== me;

  useEffect(
    () =>
      onFocusComposer((wanted) => {
        // At once, or the next keys would be taken for commands.
        flushSync(() => setTab(wanted));
        field.current?.focus();
      }),
    [],
  );
  useGrow(field, unsent.text);

  const change = (text: string) => {
    const ownerNumber = text === "" ? null : (begun ?? owner.number);
    write({ text, ownerNumber });
    if (!isNote) signal.typed();
  };

  const submit = () => {
    const text = unsent.text.trim();
    if (!text || addNote.isPending) return;
    field.current?.focus();
    if (isNote) {
      addNote.mutate(text, { onSuccess: () => write({ text: "", ownerNumber: null }) });
      return;
    }
    signal.stopped();
    write({ text: "", ownerNumber: null });
    // Whoever presses the button under the warning has seen the new owner.
    const number = overtaken || owner.user_id === me ? owner.number : (begun ?? owner.number);
    sender.send(text, number);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      field.current?.blur();
    }
  };

  return (
    <section aria-label="Write" className="shrink-0 px-3 pb-3 md:px-6 md:pb-4">
      <div
        className={classes(
          "mx-auto max-w-3xl overflow-hidden rounded-xl border shadow-card focus-within:border-accent",
          isNote ? "border-note-line bg-note-soft" : "border-line-strong bg-raised",
        )}
      >
        {!isNote && <OwnerStrip conversation={conversation} actions={actions} />}
        <div id={`${base}-panel`} role="tabpanel" aria-labelledby={`${base}-${tab}`}>
          <textarea
            ref={field}
            dir="auto"
            rows={1}
            aria-label={isNote ? "Note for the team" : "Reply to the customer"}
            placeholder={isNote ? "Only your team sees this" : "Write a reply"}
            className="block max-h-60 min-h-11 w-full resize-none bg-transparent px-3.5 py-2.5 text-base outline-none"
            value={unsent.text}
            onChange={(event) => change(event.target.value)}
            onKeyDown={onKeyDown}
            onBlur={() => signal.stopped()}
          />
        </div>
        {overtaken && (
          <p
            role="alert"
            className="flex items-start gap-2 mb-2 bg-wait-soft px-3.5 py-2 text-sm text-wait-ink"
          >
            <Icon name="alert" className="mt-0.5" />
            <span>
              {ownerName(owner, me)} took over since you began. Read what was said before you send this.
            </span>
          </p>
        )}
        <div className="flex items-center justify-between gap-2 px-2 pb-2">
          <div role="tablist" aria-label="Kind of text" className="flex gap-0.5 rounded-md bg-sunken p-0.5">
            {TABS.map(({ id, label }) => (
              <button
                key={id}
                id={`${base}-${id}`}
                type="button"
                role="tab"
                aria-selected={tab === id}
                aria-controls={`${base}-panel`}
                tabIndex={tab === id ? 0 : -1}
                className={classes(
                  "inline-flex h-7 items-center gap-1.5 rounded px-2 text-sm",
                  tab === id
                    ? "bg-surface font-medium text-ink ring-1 ring-line-strong"
                    : "text-ink-faint hover:text-ink",
                )}
                onClick={() => {
                  setTab(id);
                  field.current?.focus();
                }}
                onKeyDown={(event) => {
                  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
                  const other = id === "reply" ? "note" : "reply";
                  setTab(other);
                  document.getElementById(`${base}-${other}`)?.focus();
                }}
              >
                <Icon name={id === "reply" ? "reply" : "note"} size={14} />
                {label}
              </button>
            ))}
          </div>
          <Button
            look={isNote ? "plain" : "primary"}
            icon={isNote ? "note" : "send"}
            hint="mod+enter"
            disabled={!unsent.text.trim()}
            busy={isNote && addNote.isPending}
            onClick={() => submit()}
          >
            {isNote ? "Add note" : overtaken ? "Send anyway" : "Send"}
          </Button>
        </div>
      </div>
    </section>
  );
}

/** The field is as tall as its text, within limits. */
function useGrow(field: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text decides the height.
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [field, text]);
}
