import type { Cart } from "../../shared/api";
import { Price } from "./Price";

export function Totals({ cart }: { cart: Cart }) {
  const { currency } = cart;
  const hasDiscount = Number(cart.discount) > 0;
  return (
    <dl className="space-y-2 text-[0.9375rem]">
      <Row name="Subtotal" amount={cart.subtotal} currency={currency} />
      {hasDiscount && (
        <Row
          name={cart.discountCode ? `Discount (${cart.discountCode})` : "Discount"}
          amount={`-${cart.discount}`}
          currency={currency}
        />
      )}
      <Row name="Tax" amount={cart.tax} currency={currency} />
      <Row name="Shipping" amount={cart.shipping} currency={currency} free={Number(cart.shipping) === 0} />
      <div className="flex items-baseline justify-between border-t border-line pt-3 text-lg font-semibold">
        <dt>Total</dt>
        <dd>
          <Price amount={cart.total} currency={currency} />
        </dd>
      </div>
    </dl>
  );
}

function Row({
  name,
  amount,
  currency,
  free,
}: {
  name: string;
  amount: string;
  currency: string;
  free?: boolean;
}) {
  return (
    <div className="flex justify-between">
      <dt className="text-quiet">{name}</dt>
      <dd>{free ? "Free" : <Price amount={amount} currency={currency} />}</dd>
    </div>
  );
}
