import { useEffect, useSyncExternalStore } from "react";
import { Icon } from "./icon";

interface Toast {
  id: number;
  text: string;
  tone: "done" | "bad" | "news";
  action?: { label: string; run: () => void };
}

const SHOWN_MS = 6_000;
const SHOWN_BAD_MS = 12_000;

const LOOKS = {
  done: { icon: "check", ink: "text-good-ink" },
  bad: { icon: "alert", ink: "text-bad-ink" },
  news: { icon: "hand", ink: "text-wait-ink" },
} as const;

let toasts: Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function toast(
  text: string,
  options: { bad?: boolean; news?: boolean; action?: Toast["action"] } = {},
): void {
  const added: Toast = {
    id: nextId++,
    text,
    tone: options.bad ? "bad" : options.news ? "news" : "done",
    action: options.action,
  };
  publish([...toasts.slice(-2), added]);
}

function dismiss(id: number): void {
  publish(toasts.filter((shown) => shown.id !== id));
}

/** Short answers to what was just done, away from where one writes. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <section
      aria-label="Messages"
      aria-live="polite"
      className="pointer-events-none fixed top-16 right-0 left-0 z-50 flex flex-col items-center gap-2 px-4 md:items-end wide:top-auto wide:bottom-4"
    >
      {shown.map((entry) => (
        <ToastCard key={entry.id} entry={entry} />
      ))}
    </section>
  );
}

function ToastCard({ entry }: { entry: Toast }) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(entry.id), entry.tone === "bad" ? SHOWN_BAD_MS : SHOWN_MS);
    return () => clearTimeout(timer);
  }, [entry.id, entry.tone]);

  return (
    <div className="appear pointer-events-auto flex max-w-md items-center wide:max-w-64 gap-2.5 rounded-lg border border-line-strong bg-raised py-2 pr-2 pl-3 text-sm shadow-pop">
      <Icon name={LOOKS[entry.tone].icon} className={LOOKS[entry.tone].ink} />
      <span className="min-w-0">{entry.text}</span>
      {entry.action && (
        <button
          type="button"
          className="rounded px-1.5 py-0.5 font-medium text-accent-ink hover:bg-hover"
          onClick={() => {
            entry.action?.run();
            dismiss(entry.id);
          }}
        >
          {entry.action.label}
        </button>
      )}
      <button
        type="button"
        aria-label="Dismiss"
        className="rounded p-1 text-ink-faint hover:bg-hover hover:text-ink"
        onClick={() => dismiss(entry.id)}
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}
