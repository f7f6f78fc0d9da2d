import { classes } from "./classes";

const MAC = typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);

/** How a key is written on this machine: `mod` is Cmd on a Mac and Ctrl elsewhere. */
export function keyName(key: string): string {
  if (key === "mod") return MAC ? "⌘" : "Ctrl";
  if (key === "enter") return MAC ? "↵" : "Enter";
  if (key === "escape") return "Esc";
  return key.length === 1 ? key.toUpperCase() : key;
}

/** Keys as small caps, hidden from assistive technology and where no keyboard is likely. */
export function Keys({ keys, onAccent }: { keys: string; onAccent?: boolean }) {
  return (
    <span aria-hidden="true" className="hidden gap-0.5 md:inline-flex">
      {keys.split("+").map((key) => (
        <kbd
          key={key}
          className={classes(
            "inline-flex h-4 min-w-4 items-center justify-center rounded px-1 font-sans text-2xs leading-none font-medium",
            onAccent ? "bg-black/25 text-white" : "border border-line-strong bg-sunken text-ink-soft",
          )}
        >
          {keyName(key)}
        </kbd>
      ))}
    </span>
  );
}
