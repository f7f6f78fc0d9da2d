import { ApiProblem } from "../api/problem";
import { useMe } from "../api/session";
import { Button } from "../parts/button";

interface Props {
  error: unknown;
  busy: boolean;
  publishAnyway: () => void;
}

/** The goldens that a change would break, line by line; an owner may publish it all the same. */
export function BrokenGoldens({ error, busy, publishAnyway }: Props) {
  const role = useMe().role;
  if (!(error instanceof ApiProblem) || error.code !== "goldens_broken") return null;
  return (
    <section aria-label="Goldens that would break" className="flex flex-col gap-2 text-sm">
      <ul className="flex flex-col gap-1">
        {Object.entries(error.fields).map(([golden, message]) => (
          <li key={golden}>
            <span className="font-medium">{golden}</span>{" "}
            <span className="break-words text-ink-soft">{message}</span>
          </li>
        ))}
      </ul>
      {(role === "owner" || role === "admin") && (
        <div>
          <Button look="danger" busy={busy} onClick={publishAnyway}>
            Publish all the same
          </Button>
        </div>
      )}
    </section>
  );
}
