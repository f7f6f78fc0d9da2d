import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { type Lesson, useMayTeach } from "../api/knowledge";
import type { Draft } from "../api/types";
import { Button } from "../parts/button";
import { DiffView } from "./diff_view";

interface Props {
  draft: Draft;
  busy: boolean;
  onSend: (text: string, lessons: Lesson[]) => void;
  onCancel: () => void;
}

/** Changes a draft, shows what was changed, and may teach it to the assistant. */
export function DraftEditor({ draft, busy, onSend, onCancel }: Props) {
  const storageKey = `colloquy.operator.edit.${draft.draft_id}`;
  const [text, setText] = useState(() => sessionStorage.getItem(storageKey) ?? draft.message);
  const [lessons, setLessons] = useState<Lesson[]>([]);
  const mayTeach = useMayTeach();
  const field = useRef<HTMLTextAreaElement>(null);
  const changed = text.trim() !== draft.message.trim();

  useEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  const write = (next: string) => {
    setText(next);
    sessionStorage.setItem(storageKey, next);
  };
  const send = () => {
    if (changed && text.trim() && !busy) onSend(text.trim(), lessons);
  };
  const cancel = () => {
    sessionStorage.removeItem(storageKey);
    onCancel();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      cancel();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
  };
  const toggle = (lesson: Lesson) =>
    setLessons(lessons.includes(lesson) ? lessons.filter((known) => known !== lesson) : [...lessons, lesson]);

  return (
    <div className="flex flex-col gap-3">
      <textarea
        ref={field}
        dir="auto"
        aria-label="Edited answer"
        rows={5}
        className="w-full resize-y rounded-md border border-field bg-surface px-3 py-2 text-base"
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {changed && (
        <section aria-label="Changes" className="rounded-md border border-line bg-sunken px-3 py-2">
          <p className="mb-1 text-xs font-medium text-ink-faint">Changes</p>
          <DiffView before={draft.message} after={text} />
        </section>
      )}
      {mayTeach && (
        <fieldset className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-soft">
          <legend className="sr-only">Learn from this edit</legend>
          <Tick
            label="Keep as a correction"
            on={lessons.includes("correction")}
            toggle={() => toggle("correction")}
          />
          <Tick label="Keep as a golden" on={lessons.includes("golden")} toggle={() => toggle("golden")} />
        </fieldset>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          icon="send"
          hint="mod+enter"
          busy={busy}
          disabled={!changed || !text.trim()}
          onClick={send}
        >
          Send edited
        </Button>
        <Button look="quiet" onClick={cancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

function Tick({ label, on, toggle }: { label: string; on: boolean; toggle: () => void }) {
  return (
    <label className="flex items-center gap-1.5">
      <input type="checkbox" className="size-4 accent-accent" checked={on} onChange={toggle} />
      {label}
    </label>
  );
}
