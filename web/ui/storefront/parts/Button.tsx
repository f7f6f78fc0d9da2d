import type { ButtonHTMLAttributes } from "react";

const looks = {
  strong: "bg-ink text-ground hover:bg-track hover:text-on-track disabled:bg-sunk disabled:text-quiet",
  quiet: "border border-edge hover:border-ink hover:bg-sunk disabled:opacity-60",
} as const;

const shape =
  "inline-flex min-h-12 items-center justify-center gap-2 rounded-lg px-5 font-semibold transition-colors duration-150";

export function buttonClass(look: keyof typeof looks = "strong", extra = ""): string {
  return `${shape} ${looks[look]} ${extra}`;
}

export function Button({
  look = "strong",
  className = "",
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { look?: keyof typeof looks }) {
  return <button type="button" className={buttonClass(look, className)} {...rest} />;
}
