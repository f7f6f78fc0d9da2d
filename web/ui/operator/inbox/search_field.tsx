import { useEffect, useRef, useState } from "react";
import { useCommands } from "../commands/registry";
import { Icon } from "../parts/icon";

const PAUSE_MS = 250;

/** Searches when the typing rests. */
export function SearchField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });

  useEffect(() => setText(value), [value]);

  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => latest.current(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value]);

  useCommands([
    {
      id: "search",
      label: "Search conversations",
      group: "Go to",
      keys: "/",
      run: () => field.current?.focus(),
    },
  ]);

  return (
    <div className="relative">
      <Icon name="search" className="pointer-events-none absolute top-2 left-2.5 text-ink-faint" />
      <input
        ref={field}
        type="search"
        aria-label="Search conversations"
        placeholder="Search in messages"
        className="h-8 w-full rounded-md border border-line bg-sunken pr-2 pl-8 text-sm [&::-webkit-search-cancel-button]:appearance-none"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          if (text) setText("");
          else field.current?.blur();
        }}
      />
      {text && (
        <button
          type="button"
          aria-label="Clear search"
          className="absolute top-1 right-1 inline-flex size-6 items-center justify-center rounded text-ink-faint hover:text-ink"
          onClick={() => {
            setText("");
            field.current?.focus();
          }}
        >
          <Icon name="close" size={14} />
        </button>
      )}
    </div>
  );
}
