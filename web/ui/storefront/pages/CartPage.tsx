import type { Cart } from "../../shared/api";
import { chat } from "../chat";
import { useCart, useShop } from "../data/queries";
import { Button, buttonClass } from "../parts/Button";
import { CartLines } from "../parts/CartLines";
import { DiscountForm } from "../parts/DiscountForm";
import { ProblemNote } from "../parts/ProblemNote";
import { Totals } from "../parts/Totals";
import { useTitle } from "../parts/title";
import { Link } from "../router";

export function CartPage() {
  const { data: cart, error, refetch } = useCart();
  useTitle("Your cart");
  return (
    <div className="mx-auto max-w-7xl px-4 pt-8 sm:px-6 sm:pt-12">
      <h1 className="display text-5xl sm:text-6xl">Your cart</h1>
      <div className="mt-6">
        {error && !cart && <ProblemNote error={error} onRetry={() => void refetch()} />}
        {!error && !cart && <div className="skeleton h-64 rounded-xl bg-sunk" aria-hidden="true" />}
        {cart?.items.length === 0 && <Empty />}
        {cart && cart.items.length > 0 && <Filled cart={cart} />}
      </div>
    </div>
  );
}

function Filled({ cart }: { cart: Cart }) {
  const shop = useShop();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-10 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-16">
      <section aria-label="Products in your cart" className="border-t border-line">
        <CartLines cart={cart} />
      </section>
      <section
        aria-label="Summary"
        className="space-y-6 rounded-2xl bg-sunk p-6 lg:sticky lg:top-24 lg:self-start"
      >
        <Totals cart={cart} />
        <DiscountForm />
        <Link href="/checkout" className={buttonClass("strong", "min-h-14 w-full text-lg")}>
          Checkout
        </Link>
        <Button look="quiet" className="w-full" onClick={() => chat()?.prefill("About what is in my cart: ")}>
          Ask {shop.agentName} about these
        </Button>
      </section>
    </div>
  );
}

function Empty() {
  return (
    <div className="rounded-2xl bg-sunk px-6 py-20 text-center">
      <p className="text-xl font-semibold">Nothing in here yet</p>
      <p className="mt-1 text-quiet">What you add stays here for 30 days.</p>
      <Link href="/" className={buttonClass("strong", "mt-6")}>
        See everything
      </Link>
    </div>
  );
}
