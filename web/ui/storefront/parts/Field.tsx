import { type InputHTMLAttributes, useId } from "react";
import { ProblemError } from "../data/api";

/** A labelled input that shows what the server said about its field. */
export function Field({
  label,
  field,
  error,
  className = "",
  ...rest
}: InputHTMLAttributes<HTMLInputElement> & { label: string; field: string; error: Error | null }) {
  const id = useId();
  const said = messageFor(error, field);
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-[0.9375rem] font-semibold">
        {label}
        {rest.required === false && <span className="font-normal text-quiet"> (optional)</span>}
      </label>
      <input
        id={id}
        name={field}
        aria-invalid={said ? true : undefined}
        aria-describedby={said ? `${id}-said` : undefined}
        className="h-12 w-full rounded-lg border border-edge bg-panel px-3 aria-invalid:border-bad"
        {...rest}
      />
      {said && (
        <p id={`${id}-said`} className="mt-1 text-[0.9375rem] font-medium text-bad">
          {label} {said}
        </p>
      )}
    </div>
  );
}

function messageFor(error: Error | null, field: string): string | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  return error.problem.errors?.find((one) => one.field === field || one.field.endsWith(`.${field}`))?.message;
}
