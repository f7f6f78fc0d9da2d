import { Button } from "./Button";

/** Says in the server's own words what did not work, and offers another try where one may help. */
export function ProblemNote({ error, onRetry }: { error: Error | null; onRetry?: () => void }) {
  if (!error) return null;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-lg bg-bad-back p-4 text-bad"
    >
      <p className="min-w-0 flex-1 font-medium">{error.message}</p>
      {onRetry && (
        <Button look="quiet" className="text-ink" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
