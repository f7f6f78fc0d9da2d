import type { ReactNode } from "react";

const LOOK = "rounded-md border border-field bg-raised px-3 text-base font-normal";

interface Props {
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
}

export function TextField({ label, hint, value, onChange }: Props) {
  return (
    <Labelled label={label} hint={hint}>
      <input
        dir="auto"
        className={`h-9 ${LOOK}`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Labelled>
  );
}

export function LongField({ label, hint, value, onChange, rows = 5 }: Props & { rows?: number }) {
  return (
    <Labelled label={label} hint={hint}>
      <textarea
        dir="auto"
        rows={rows}
        className={`resize-y py-2 ${LOOK}`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Labelled>
  );
}

export function ChoiceField({
  label,
  value,
  onChange,
  choices,
}: Props & { choices: [value: string, label: string][] }) {
  return (
    <Labelled label={label}>
      <select className={`h-9 ${LOOK}`} value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map(([choice, words]) => (
          <option key={choice} value={choice}>
            {words}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

function Labelled({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child.
    <label className="flex min-w-0 flex-1 flex-col gap-1 text-sm font-medium">
      {label}
      {children}
      {hint && <span className="text-xs font-normal text-ink-faint">{hint}</span>}
    </label>
  );
}
