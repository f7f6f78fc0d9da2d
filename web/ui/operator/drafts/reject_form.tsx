import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "../parts/button";

const COMMON = ["Wrong facts", "Does not answer the question", "Wrong tone", "A person must answer this"];

interface Props {
  busy: boolean;
  onReject: (reason: string) => void;
  onCancel: () => void;
}

export function RejectForm({ busy, onReject, onCancel }: Props) {
  const [reason, setReason] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) onReject(reason.trim());
  };

  return (
    <form onSubmit={submit} className="flex flex-col gap-2.5 rounded-md border border-line bg-sunken p-3">
      <label className="flex flex-col gap-1 text-sm font-medium">
        Why is this not right?
        <input
          ref={field}
          dir="auto"
          className="h-9 rounded-md border border-field bg-raised px-3 text-base font-normal"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            onCancel();
          }}
        />
      </label>
      <div className="flex flex-wrap gap-1.5">
        {COMMON.map((common) => (
          <button
            key={common}
            type="button"
            className="h-6 rounded-full border border-line-strong bg-raised px-2.5 text-xs text-ink-soft hover:text-ink"
            onClick={() => {
              setReason(common);
              field.current?.focus();
            }}
          >
            {common}
          </button>
        ))}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="danger" icon="hand" busy={busy} disabled={!reason.trim()}>
          Reject and hand to a person
        </Button>
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
