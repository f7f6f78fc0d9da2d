import { type FormEvent, useState } from "react";
import type { Cart } from "../../shared/api";
import { formatMoney } from "../../shared/money";
import { usePlaceOrder } from "../data/account";
import { usePerson } from "../data/login";
import { useCart } from "../data/queries";
import { Button, buttonClass } from "../parts/Button";
import { Field } from "../parts/Field";
import { ProblemNote } from "../parts/ProblemNote";
import { SignInForm } from "../parts/SignInForm";
import { Totals } from "../parts/Totals";
import { useTitle } from "../parts/title";
import { Link } from "../router";

export function CheckoutPage() {
  const person = usePerson();
  const { data: cart, error, refetch } = useCart();
  // One key for one visit to the till: pressing twice, or again after a lost answer, is one order.
  const [key] = useState(() => crypto.randomUUID());
  const place = usePlaceOrder(key);
  useTitle("Checkout");
  return (
    <div className="mx-auto max-w-7xl px-4 pt-8 sm:px-6 sm:pt-12">
      <h1 className="display text-5xl sm:text-6xl">Checkout</h1>
      <div className="mt-6">
        {place.data ? (
          <div role="status" className="rounded-2xl bg-sunk p-6">
            <p className="text-xl font-semibold">Thank you. Your order {place.data.orderId} is paid.</p>
            <p className="mt-1 text-quiet">
              {formatMoney(place.data.total, place.data.currency)}, to {place.data.shippingAddress.line1}.
            </p>
            <Link href="/orders" className={buttonClass("strong", "mt-6")}>
              Your orders
            </Link>
          </div>
        ) : error && !cart ? (
          <ProblemNote error={error} onRetry={() => void refetch()} />
        ) : cart?.items.length === 0 ? (
          <p className="text-quiet">Your cart is empty.</p>
        ) : !person ? (
          <SignInForm />
        ) : (
          cart && <Till key={person.id} cart={cart} name={person.name} place={place} />
        )}
      </div>
    </div>
  );
}

function Till({ cart, name, place }: { cart: Cart; name: string; place: ReturnType<typeof usePlaceOrder> }) {
  const { error, isPending } = place;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    const text = (field: string) => String(said.get(field) ?? "").trim();
    place.mutate({
      shippingAddress: {
        name: text("name"),
        line1: text("line1"),
        line2: text("line2"),
        city: text("city"),
        state: text("state"),
        postalCode: text("postalCode"),
        country: text("country"),
      },
      expectedTotal: cart.total,
    });
  };
  return (
    <form
      onSubmit={submit}
      className="grid grid-cols-[minmax(0,1fr)] gap-10 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-16"
    >
      <fieldset className="grid gap-4 sm:grid-cols-2" disabled={isPending}>
        <legend className="mb-4 text-xl font-semibold">Where shall it go?</legend>
        <Field
          className="sm:col-span-2"
          label="Name"
          field="name"
          defaultValue={name}
          autoComplete="name"
          required
          error={error}
        />
        <Field
          className="sm:col-span-2"
          label="Street and number"
          field="line1"
          autoComplete="address-line1"
          required
          error={error}
        />
        <Field
          className="sm:col-span-2"
          label="Flat, floor, company"
          field="line2"
          autoComplete="address-line2"
          required={false}
          error={error}
        />
        <Field label="City" field="city" autoComplete="address-level2" required error={error} />
        <Field label="State" field="state" autoComplete="address-level1" required={false} error={error} />
        <Field label="Postal code" field="postalCode" autoComplete="postal-code" required error={error} />
        <Field
          label="Country"
          field="country"
          autoComplete="country"
          defaultValue="US"
          required
          error={error}
        />
      </fieldset>
      <section aria-label="Summary" className="space-y-6 rounded-2xl bg-sunk p-6 lg:self-start">
        <Totals cart={cart} />
        <p className="text-[0.9375rem] text-quiet">This shop takes test payments: no card is charged.</p>
        <ProblemNote error={error} />
        <Button type="submit" disabled={isPending} className="min-h-14 w-full text-lg">
          Pay {formatMoney(cart.total, cart.currency)}
        </Button>
      </section>
    </form>
  );
}
