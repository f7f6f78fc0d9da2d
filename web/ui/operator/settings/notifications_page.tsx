import { type FormEvent, useState } from "react";
import {
  type Notifications,
  useChangeNotifications,
  useNotifications,
  useRotateSigningKey,
} from "../api/notifications";
import { ApiProblem, sentenceOf } from "../api/problem";
import { RailButton } from "../app/rail_state";
import { Button } from "../parts/button";
import { Failed, Loading, Skeleton } from "../parts/states";
import { toast } from "../parts/toast";

const LANGUAGES = [
  ["", "The shop's own"],
  ["en", "English"],
  ["nl", "Nederlands"],
  ["de", "Deutsch"],
  ["fr", "Français"],
  ["it", "Italiano"],
] as const;

/** How the shop is told of what needs a person: by letters to its staff, and by events for a program. */
export function NotificationsPage() {
  const wishes = useNotifications();
  return (
    <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col bg-surface outline-none">
      <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line px-3 md:px-4">
        <RailButton />
        <h1 className="text-base font-semibold">Notifications</h1>
      </header>
      <div className="min-h-0 flex-1 overflow-auto p-4">
        {wishes.isPending && (
          <>
            <Loading label="Loading" />
            <Skeleton className="h-40 w-full max-w-2xl" />
          </>
        )}
        {wishes.error && <Failed error={wishes.error} retry={() => void wishes.refetch()} />}
        {wishes.data && <Wishes key={wishes.data.signing_key} now={wishes.data} />}
      </div>
    </main>
  );
}

function Wishes({ now }: { now: Notifications }) {
  const [byMail, setByMail] = useState(now.by_mail);
  const [url, setUrl] = useState(now.webhook_url ?? "");
  const [language, setLanguage] = useState(now.language ?? "");
  const [problem, setProblem] = useState<string | null>(null);
  const [isShown, setShown] = useState(false);
  const change = useChangeNotifications();
  const rotate = useRotateSigningKey();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    change.mutate(
      { by_mail: byMail, webhook_url: url.trim() || null, language: language || null },
      {
        onSuccess: () => toast("The wishes are saved"),
        onError: (error) =>
          setProblem((error instanceof ApiProblem && error.fields.webhook_url) || sentenceOf(error)),
      },
    );
  };
  return (
    <form noValidate onSubmit={submit} className="flex max-w-2xl flex-col gap-5 text-sm">
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          className="mt-1"
          checked={byMail}
          onChange={(event) => setByMail(event.target.checked)}
        />
        <span>
          <span className="font-medium">Letters to the staff</span>
          <span className="block text-xs text-ink-faint">
            When a shopper needs a person, and when something was given up.
          </span>
        </span>
      </label>
      <label className="flex max-w-xs flex-col gap-1 font-medium">
        Language of letters
        <select
          className="h-9 rounded-md border border-field bg-raised px-3 text-base font-normal"
          value={language}
          onChange={(event) => setLanguage(event.target.value)}
        >
          {LANGUAGES.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <div className="flex flex-col gap-1">
        <label htmlFor="webhook" className="font-medium">
          Events for a program
        </label>
        <input
          id="webhook"
          type="url"
          inputMode="url"
          placeholder="https://"
          value={url}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? "webhook-problem" : "webhook-hint"}
          onChange={(event) => setUrl(event.target.value)}
          className="h-9 rounded-md border border-field bg-raised px-3 text-base"
        />
        {problem ? (
          <span id="webhook-problem" role="alert" className="text-xs text-bad-ink">
            {problem}
          </span>
        ) : (
          <span id="webhook-hint" className="text-xs text-ink-faint">
            An address that events are posted to, signed as Standard Webhooks says. Empty for none.
          </span>
        )}
      </div>
      <div className="flex flex-col gap-1">
        <span className="font-medium">Signing key</span>
        <div className="flex flex-wrap items-center gap-2">
          <code className="rounded-md bg-sunken px-2 py-1.5 text-xs break-all">
            {isShown ? now.signing_key : "••••••••••••••••"}
          </code>
          <Button aria-pressed={isShown} onClick={() => setShown(!isShown)}>
            {isShown ? "Hide" : "Show"}
          </Button>
          <Button
            busy={rotate.isPending}
            onClick={() =>
              rotate.mutate(undefined, {
                onSuccess: () => toast("Events bear a new key from now on"),
                onError: (error) => toast(sentenceOf(error), { bad: true }),
              })
            }
          >
            New key
          </Button>
        </div>
      </div>
      <div>
        <Button type="submit" look="primary" busy={change.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
