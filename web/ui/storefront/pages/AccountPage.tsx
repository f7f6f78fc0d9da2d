import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type HTMLInputAutoCompleteAttribute, useId, useState } from "react";
import type { Order, Page } from "../../shared/api";
import { register, signIn, signOut, useAccount } from "../data/account";
import { api, ProblemError } from "../data/api";
import { humanName } from "../data/names";
import { Button } from "../parts/Button";
import { Price } from "../parts/Price";
import { ProblemNote } from "../parts/ProblemNote";
import { useTitle } from "../parts/title";
import { go } from "../router";

export function AccountPage({ search }: { search: string }) {
  const user = useAccount();
  useTitle("Your account");
  const next = new URLSearchParams(search).get("next");
  return (
    <div className="mx-auto max-w-7xl px-4 pt-8 sm:px-6 sm:pt-12">
      {user ? <SignedIn name={user.name || user.email} /> : <SignedOut next={next} />}
    </div>
  );
}

function SignedOut({ next }: { next: string | null }) {
  const [isNew, setNew] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [isBusy, setBusy] = useState(false);
  const problem = error instanceof ProblemError ? error : null;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const value = (name: string) => String(form.get(name) ?? "");
    setBusy(true);
    setError(null);
    try {
      if (isNew) await register(value("name"), value("email"), value("password"));
      else await signIn(value("email"), value("password"));
      if (next?.startsWith("/") && !next.startsWith("//")) go(next);
    } catch (caught) {
      setError(caught as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="max-w-md">
      <h1 className="display text-5xl sm:text-6xl">{isNew ? "Create account" : "Sign in"}</h1>
      <p className="mt-3 text-quiet">Your cart and your chat come along.</p>
      <form onSubmit={(event) => void submit(event)} className="mt-8 space-y-5">
        {isNew && <Field label="Name" name="name" autoComplete="name" problem={problem?.field("name")} />}
        <Field
          label="Email"
          name="email"
          type="email"
          autoComplete="email"
          problem={problem?.field("email")}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete={isNew ? "new-password" : "current-password"}
          problem={problem?.field("password")}
        />
        <ProblemNote error={error} />
        <Button type="submit" className="min-h-14 w-full text-lg" disabled={isBusy}>
          {isNew ? "Create account" : "Sign in"}
        </Button>
      </form>
      <p className="mt-6">
        {isNew ? "You have an account?" : "New here?"}{" "}
        <button
          type="button"
          className="font-semibold underline underline-offset-4"
          onClick={() => {
            setNew(!isNew);
            setError(null);
          }}
        >
          {isNew ? "Sign in" : "Create account"}
        </button>
      </p>
    </div>
  );
}

function Field({
  label,
  name,
  type = "text",
  autoComplete,
  problem,
}: {
  label: string;
  name: string;
  type?: string;
  autoComplete: HTMLInputAutoCompleteAttribute;
  problem: string | undefined;
}) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {label}
      </label>
      <input
        id={id}
        name={name}
        type={type}
        required
        autoComplete={autoComplete}
        aria-invalid={problem !== undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
        className="h-12 w-full rounded-lg border border-edge bg-panel px-3 hover:border-ink"
      />
      {problem && (
        <p id={`${id}-problem`} className="mt-1.5 text-[0.9375rem] font-medium text-bad">
          {problem}
        </p>
      )}
    </div>
  );
}

function SignedIn({ name }: { name: string }) {
  const orders = useQuery({
    queryKey: ["orders", name],
    queryFn: () => api<Page<Order>>("/v1/orders?limit=20"),
  });
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <h1 className="display text-5xl break-words sm:text-6xl">{name}</h1>
        <Button look="quiet" onClick={() => void signOut()}>
          Sign out
        </Button>
      </div>
      <section className="mt-10 max-w-3xl">
        <h2 className="text-xl font-semibold">Orders</h2>
        <div className="mt-4">
          <ProblemNote error={orders.error} onRetry={() => void orders.refetch()} />
          {orders.data?.items.length === 0 && (
            <p className="text-quiet">You have not ordered anything yet.</p>
          )}
          <ul className="divide-y divide-line border-t border-line empty:hidden">
            {orders.data?.items.map((order) => (
              <OrderRow key={order.orderId} order={order} />
            ))}
          </ul>
        </div>
      </section>
    </>
  );
}

function OrderRow({ order }: { order: Order }) {
  const names = order.items.map((item) =>
    item.quantity > 1 ? `${item.quantity} × ${item.name}` : item.name,
  );
  return (
    <li className="flex flex-wrap items-baseline gap-x-6 gap-y-1 py-4">
      <p className="font-semibold">{order.orderId}</p>
      <p className="min-w-0 flex-1 basis-60 text-quiet">{names.join(", ")}</p>
      <p>{humanName(order.status)}</p>
      <p className="text-quiet">
        {new Date(order.createdAt).toLocaleDateString("en-US", { dateStyle: "medium" })}
      </p>
      <Price amount={order.total} currency={order.currency} className="font-semibold" />
    </li>
  );
}
