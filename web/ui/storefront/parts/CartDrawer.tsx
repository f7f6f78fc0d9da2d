import { useCart } from "../data/queries";
import { go } from "../router";
import { Button } from "./Button";
import { CartLines } from "./CartLines";
import { Modal } from "./Modal";
import { Price } from "./Price";
import { ProblemNote } from "./ProblemNote";

export function CartDrawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { data: cart, error, refetch } = useCart();
  const leave = (href: string) => {
    onClose();
    go(href);
  };
  return (
    <Modal isOpen={isOpen} onClose={onClose} title="Your cart" kind="drawer">
      <div className="flex-1 overflow-y-auto px-5">
        {error && !cart && (
          <div className="py-5">
            <ProblemNote error={error} onRetry={() => void refetch()} />
          </div>
        )}
        {cart?.items.length === 0 && (
          <div className="py-16 text-center">
            <p className="text-lg font-semibold">Nothing in here yet</p>
            <p className="mt-1 text-quiet">What you add stays here for 30 days.</p>
            <Button className="mt-6" onClick={() => leave("/")}>
              See everything
            </Button>
          </div>
        )}
        {cart && <CartLines cart={cart} onFollow={onClose} />}
      </div>
      {cart && cart.items.length > 0 && (
        <div className="border-t border-line p-5">
          <p className="flex items-baseline justify-between text-lg font-semibold">
            Total
            <Price amount={cart.total} currency={cart.currency} />
          </p>
          <p className="mt-0.5 text-sm text-quiet">Tax and shipping are in this price.</p>
          <Button className="mt-4 w-full" onClick={() => leave("/cart")}>
            View cart
          </Button>
        </div>
      )}
    </Modal>
  );
}
