import type { Cart, CartLine } from "../../shared/api";
import { useProduct, useRemoveLine, useSetQuantity } from "../data/queries";
import { pictureOf } from "../data/variants";
import { Link } from "../router";
import { Icon } from "./icons";
import { Picture } from "./Picture";
import { Price } from "./Price";

const MOST = 50;

export function CartLines({ cart, onFollow }: { cart: Cart; onFollow?: () => void }) {
  return (
    <ul className="divide-y divide-line">
      {cart.items.map((line) => (
        <Line key={line.itemId} line={line} currency={cart.currency} onFollow={onFollow} />
      ))}
    </ul>
  );
}

function Line({
  line,
  currency,
  onFollow,
}: {
  line: CartLine;
  currency: string;
  onFollow?: (() => void) | undefined;
}) {
  const { data: product } = useProduct(line.productId);
  const setQuantity = useSetQuantity();
  const remove = useRemoveLine();
  const isBusy = setQuantity.isPending || remove.isPending;
  const error = setQuantity.error ?? remove.error;
  const slug = product?.slug ?? line.productId;
  const picture = product && pictureOf(product, line.options.color);
  const options = [line.options.color, line.options.size].filter(Boolean).join(", ");
  const change = (quantity: number) => {
    remove.reset();
    setQuantity.mutate({ itemId: line.itemId, quantity });
  };
  return (
    <li className="flex gap-4 py-5" aria-busy={isBusy}>
      <div className="size-24 shrink-0 overflow-hidden rounded-lg bg-sunk">
        {picture && <Picture src={picture} className="size-full" />}
      </div>
      <div className="min-w-0 flex-1">
        <div className="flex items-start justify-between gap-4">
          <div className="min-w-0">
            <Link
              href={`/products/${slug}`}
              onClick={onFollow}
              className="leading-snug font-semibold hover:underline hover:underline-offset-4"
            >
              {line.name}
            </Link>
            {options && (
              <p className="mt-0.5 text-[0.9375rem] text-quiet first-letter:uppercase">{options}</p>
            )}
          </div>
          <Price amount={line.lineTotal} currency={currency} className="font-semibold" />
        </div>
        <div className="mt-3 flex items-center gap-4">
          <div className="flex items-center rounded-lg border border-line">
            <Step
              label={`One ${line.name} less`}
              icon="minus"
              isOff={isBusy || line.quantity <= 1}
              onPress={() => change(line.quantity - 1)}
            />
            <span className="min-w-7 text-center font-semibold tabular-nums" aria-live="polite">
              <span className="sr-only">Quantity </span>
              {line.quantity}
            </span>
            <Step
              label={`One ${line.name} more`}
              icon="plus"
              isOff={isBusy || line.quantity >= MOST}
              onPress={() => change(line.quantity + 1)}
            />
          </div>
          <button
            type="button"
            disabled={isBusy}
            onClick={() => remove.mutate(line.itemId)}
            className="min-h-10 text-[0.9375rem] text-quiet underline underline-offset-4 hover:text-ink"
          >
            Remove<span className="sr-only"> {line.name}</span>
          </button>
        </div>
        {error && (
          <p role="alert" className="mt-2 text-[0.9375rem] font-medium text-bad">
            {error.message}
          </p>
        )}
      </div>
    </li>
  );
}

function Step({
  label,
  icon,
  isOff,
  onPress,
}: {
  label: string;
  icon: "minus" | "plus";
  isOff: boolean;
  onPress: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      disabled={isOff}
      onClick={onPress}
      className="grid size-10 place-items-center rounded-lg hover:bg-sunk disabled:text-quiet disabled:opacity-50 disabled:hover:bg-transparent"
    >
      <Icon name={icon} className="size-4" />
    </button>
  );
}
