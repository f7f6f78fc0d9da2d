import { useState } from "react";
import type { Order } from "../../shared/api";
import { formatMoney } from "../../shared/money";
import { useChangeOrder, useOrders } from "../data/account";
import { usePerson } from "../data/login";
import { Button } from "../parts/Button";
import { ProblemNote } from "../parts/ProblemNote";
import { SignInForm } from "../parts/SignInForm";
import { useTitle } from "../parts/title";

const names: Record<string, string> = {
  paid: "Paid",
  processing: "Being prepared",
  shipped: "On its way",
  delivered: "Delivered",
  cancelled: "Cancelled",
  refunded: "Refunded",
  partially_refunded: "Partly refunded",
};

export function OrdersPage() {
  const person = usePerson();
  const { data, error, refetch } = useOrders();
  useTitle("Your orders");
  return (
    <div className="mx-auto max-w-7xl px-4 pt-8 sm:px-6 sm:pt-12">
      <h1 className="display text-5xl sm:text-6xl">Your orders</h1>
      <div className="mt-6">
        {!person && <SignInForm />}
        {person && error && <ProblemNote error={error} onRetry={() => void refetch()} />}
        {data?.items.length === 0 && <p className="text-quiet">There is no order on your account yet.</p>}
        {data && data.items.length > 0 && (
          <ul className="divide-y divide-line border-y border-line">
            {data.items.map((order) => (
              <OneOrder key={order.orderId} order={order} />
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function OneOrder({ order }: { order: Order }) {
  const [asked, setAsked] = useState<"cancel" | "refund" | null>(null);
  const cancel = useChangeOrder("cancel");
  const refund = useChangeOrder("refund");
  const money = (amount: string) => formatMoney(amount, order.currency);
  const isHere = order.status === "paid" || order.status === "processing";
  const hasLeft = ["shipped", "delivered", "partially_refunded"].includes(order.status);
  const verb = isHere ? "cancel" : hasLeft ? "refund" : null;
  const change = verb === "cancel" ? cancel : refund;
  const back = (Number(order.total) - Number(order.refunded)).toFixed(2);
  return (
    <li className="py-6" aria-label={`Order ${order.orderId}`}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 className="text-xl font-semibold">{order.orderId}</h2>
        <p className="font-semibold">{names[order.status] ?? order.status}</p>
      </div>
      <p className="mt-1 text-quiet">
        <time dateTime={order.createdAt}>{new Date(order.createdAt).toLocaleDateString()}</time>,{" "}
        {money(order.total)}
        {Number(order.refunded) > 0 && `, ${money(order.refunded)} of it back`}, to{" "}
        {order.shippingAddress.line1}, {order.shippingAddress.city}
      </p>
      <ul className="mt-3 space-y-1">
        {order.items.map((item) => (
          <li key={item.itemId} className="flex justify-between gap-4">
            <span>
              {item.quantity} × {item.name}
            </span>
            <span>{money(item.lineTotal)}</span>
          </li>
        ))}
      </ul>
      <ProblemNote error={change.error} />
      {verb && !asked && (
        <Button look="quiet" className="mt-4" onClick={() => setAsked(verb)}>
          {verb === "cancel" ? "Cancel this order" : "Return and refund"}
        </Button>
      )}
      {verb && asked && (
        <fieldset className="mt-4 flex flex-wrap items-center gap-3">
          <legend className="sr-only">Are you sure?</legend>
          <p className="font-medium">
            {verb === "cancel" ? `Cancel ${order.orderId}` : `Refund ${order.orderId}`}? You get {money(back)}{" "}
            back.
          </p>
          <Button disabled={change.isPending} onClick={() => change.mutate(order.orderId)}>
            Yes
          </Button>
          <Button look="quiet" onClick={() => setAsked(null)}>
            No
          </Button>
        </fieldset>
      )}
    </li>
  );
}
