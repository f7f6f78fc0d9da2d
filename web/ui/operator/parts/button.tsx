import type { ComponentProps } from "react";
import { classes } from "./classes";
import { Icon, type IconName } from "./icon";
import { Keys } from "./keys_hint";

const LOOKS = {
  primary: "bg-accent text-white hover:bg-accent-hover disabled:bg-sunken disabled:text-ink-faint",
  plain:
    "border border-line-strong bg-raised text-ink hover:bg-hover disabled:text-ink-faint disabled:hover:bg-raised",
  quiet: "text-ink-soft hover:bg-hover hover:text-ink disabled:text-ink-faint",
  danger: "border border-bad-line bg-raised text-bad-ink hover:bg-bad-soft disabled:text-ink-faint",
} as const;

interface Props extends ComponentProps<"button"> {
  look?: keyof typeof LOOKS;
  icon?: IconName;
  /** The key that does the same, shown at the end. */
  hint?: string;
  busy?: boolean;
}

export function Button({ look = "plain", icon, hint, busy, children, className, disabled, ...rest }: Props) {
  return (
    <button
      type="button"
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={classes(
        "inline-flex h-8 items-center justify-center gap-1.5 rounded-md px-2.5 text-sm font-medium whitespace-nowrap transition-colors",
        LOOKS[look],
        className,
      )}
      {...rest}
    >
      {icon && <Icon name={icon} />}
      {children}
      {hint && <Keys keys={hint} onAccent={look === "primary" && !disabled && !busy} />}
    </button>
  );
}

interface IconButtonProps extends ComponentProps<"button"> {
  name: IconName;
  label: string;
}

export function IconButton({ name, label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={classes(
        "inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-soft transition-colors hover:bg-hover hover:text-ink",
        className,
      )}
      {...rest}
    >
      <Icon name={name} size={18} />
    </button>
  );
}
