import { useState } from "react";
import { usePerson } from "../data/login";
import { type Memory, useForget, useMemoryOfMe } from "../data/memory";
import { Button } from "../parts/Button";
import { PreferenceEditor } from "../parts/PreferenceEditor";
import { ProblemNote } from "../parts/ProblemNote";
import { SignInForm } from "../parts/SignInForm";
import { useTitle } from "../parts/title";
import { Link } from "../router";

export function MemoryPage() {
  const person = usePerson();
  const { data, error, refetch } = useMemoryOfMe();
  useTitle("What we remember");
  return (
    <div className="mx-auto max-w-7xl px-4 pt-8 sm:px-6 sm:pt-12">
      <h1 className="display text-5xl sm:text-6xl">What we remember</h1>
      <div className="mt-6">
        {!person && <SignInForm />}
        {person && error && !data && <ProblemNote error={error} onRetry={() => void refetch()} />}
        {person && data && <Everything memory={data} />}
      </div>
    </div>
  );
}

function Everything({ memory }: { memory: Memory }) {
  const { preferences, affinities, history } = memory;
  const often = [...affinities.categories, ...affinities.brands]
    .sort((a, b) => b.count - a.count)
    .slice(0, 8);
  return (
    <div className="max-w-3xl space-y-10">
      <p className="text-quiet">
        What you tell us here or in the chat orders the products you see and is used for nothing else. Change
        it or delete it whenever you like.
      </p>
      <PreferenceEditor preferences={preferences} />
      {often.length > 0 && (
        <section aria-labelledby="often">
          <h2 id="often" className="text-2xl font-semibold">
            What you often turn to
          </h2>
          <ul className="mt-3 flex flex-wrap gap-2">
            {often.map(({ value, count }) => (
              <li key={value} className="rounded-lg bg-sunk px-3 py-2">
                {value.replaceAll("-", " ")} <span className="text-quiet">×{count}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="history">
        <h2 id="history" className="text-2xl font-semibold">
          What you came for
        </h2>
        {history.items.length === 0 ? (
          <p className="mt-3 text-quiet">Nothing yet.</p>
        ) : (
          <>
            <ul className="mt-3 divide-y divide-line border-y border-line">
              {history.items.map((turn) => (
                <li key={turn.id} className="flex flex-wrap justify-between gap-x-6 gap-y-1 py-3">
                  <span className="min-w-0 break-words">{turn.asked}</span>
                  <time dateTime={turn.at} className="shrink-0 text-quiet">
                    {new Date(turn.at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })}
                  </time>
                </li>
              ))}
            </ul>
            {history.total > history.items.length && (
              <p className="mt-3 text-quiet">
                The last {history.items.length} of {history.total}.
              </p>
            )}
            <Forgetting what="history" />
          </>
        )}
      </section>
      <section aria-labelledby="everything" className="border-t border-line pt-6">
        <h2 id="everything" className="text-2xl font-semibold">
          Start afresh
        </h2>
        <p className="mt-1 text-quiet">
          Preferences, history and what you often turn to are deleted. Your orders and conversations stay with
          your{" "}
          <Link href="/account" className="underline underline-offset-4">
            account
          </Link>
          .
        </p>
        <Forgetting what="everything" />
      </section>
    </div>
  );
}

const words = {
  history: { press: "Delete this history", ask: "Delete what you came for, for good?" },
  everything: { press: "Forget everything", ask: "Forget everything we remember about you, for good?" },
} as const;

function Forgetting({ what }: { what: "history" | "everything" }) {
  const [isAsked, setAsked] = useState(false);
  const forget = useForget(what);
  const { press, ask } = words[what];
  return (
    <div className="mt-4" aria-live="polite">
      <ProblemNote error={forget.error} />
      {isAsked ? (
        <fieldset className="flex flex-wrap items-center gap-3">
          <legend className="sr-only">Are you sure?</legend>
          <p className="font-medium">{ask}</p>
          <Button
            disabled={forget.isPending}
            onClick={() => forget.mutate(undefined, { onSuccess: () => setAsked(false) })}
          >
            Yes
          </Button>
          <Button look="quiet" onClick={() => setAsked(false)}>
            No
          </Button>
        </fieldset>
      ) : (
        <Button look="quiet" onClick={() => setAsked(true)}>
          {press}
        </Button>
      )}
    </div>
  );
}
