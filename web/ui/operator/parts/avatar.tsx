import { classes } from "./classes";
import { Icon, type IconName } from "./icon";

const TINTS = [
  "bg-[light-dark(#e3e8fb,#2b3459)] text-[light-dark(#3346a0,#b9c4ff)]",
  "bg-[light-dark(#f9e4dc,#4a2a1f)] text-[light-dark(#8f3d1c,#ffb99e)]",
  "bg-[light-dark(#e2efdf,#233a22)] text-[light-dark(#376129,#aedb9f)]",
  "bg-[light-dark(#f3e2f1,#41233d)] text-[light-dark(#82337a,#f0b2e6)]",
  "bg-[light-dark(#dcecf3,#1d3845)] text-[light-dark(#1f5c78,#9cd5ee)]",
  "bg-[light-dark(#f5ebd3,#40331a)] text-[light-dark(#74540f,#ecce8d)]",
];

interface Props {
  name: string;
  size?: "sm" | "md" | "lg";
  badge?: IconName;
}

/** Initials on a tint that stays the same for a name. Decoration: the name stands beside it. */
export function Avatar({ name, size = "md", badge }: Props) {
  const side = { sm: "size-6 text-2xs", md: "size-9 text-xs", lg: "size-12 text-base" }[size];
  return (
    <span aria-hidden="true" className="relative inline-flex shrink-0 place-self-center">
      <span
        className={classes(
          "inline-flex items-center justify-center rounded-full font-semibold",
          side,
          TINTS[tintOf(name)],
        )}
      >
        {initials(name)}
      </span>
      {badge && (
        <span className="absolute -right-1 -bottom-1 inline-flex size-4.5 items-center justify-center rounded-full border border-line bg-raised text-ink-soft">
          <Icon name={badge} size={11} />
        </span>
      )}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.match(/[\p{L}\p{N}]/u)?.[0] ?? "?";
  const last = words.length > 1 ? (words.at(-1)?.match(/[\p{L}\p{N}]/u)?.[0] ?? "") : "";
  return (first + last).toUpperCase();
}

function tintOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % TINTS.length;
}
