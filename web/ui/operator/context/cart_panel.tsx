import { useCart } from "../api/conversations";
import { money } from "../parts/money";
import { Skeleton } from "../parts/states";
import { Panel } from "./panel";

export function CartPanel({ conversationId }: { conversationId: string }) {
  const cart = useCart(conversationId);
  const items = cart.data?.items ?? [];
  const currency = cart.data?.currency ?? "EUR";

  return (
    <Panel title="Cart">
      {cart.isPending && <Skeleton className="h-10" />}
      {cart.isError && <p className="text-sm text-ink-faint">The cart could not be read.</p>}
      {cart.isSuccess && items.length === 0 && <p className="text-sm text-ink-faint">The cart is empty.</p>}
      {items.length > 0 && (
        <>
          <ul className="flex flex-col gap-1.5 text-sm">
            {items.map((line) => (
              <li key={line.itemId} className="flex gap-2">
                <span className="text-ink-faint tabular-nums">{line.quantity}×</span>
                <span className="min-w-0 flex-1">
                  <span dir="auto" className="line-clamp-2">
                    {line.name}
                  </span>
                  <span className="block text-xs text-ink-faint">
                    {Object.values(line.options ?? {})
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </span>
                <span className="tabular-nums">{money(line.lineTotal, currency)}</span>
              </li>
            ))}
          </ul>
          <p className="mt-2 flex justify-between border-t border-line pt-2 text-sm font-semibold">
            <span>Total{cart.data?.discountCode ? ` with ${cart.data.discountCode}` : ""}</span>
            <span className="tabular-nums">{money(cart.data?.total, currency)}</span>
          </p>
        </>
      )}
    </Panel>
  );
}
