import { useEffect, useRef, useState } from "react";
import { readFilters, toHref } from "../data/filters";
import { usePerson } from "../data/login";
import { useCart, useShop } from "../data/queries";
import { go, Link, usePlace } from "../router";
import { Icon } from "./icons";

export function Header({ onCart }: { onCart: () => void }) {
  const shop = useShop();
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-ground">
      <div className="mx-auto flex max-w-7xl items-center gap-x-4 px-4 py-2 sm:gap-x-8 sm:px-6 sm:py-3">
        <Link href="/" className="display flex items-center gap-2 text-3xl">
          <Mark />
          {shop.name}
        </Link>
        <SearchBox className="hidden max-w-md flex-1 sm:block" />
        <div className="ml-auto flex items-center">
          <AccountLink />
          <CartButton onCart={onCart} />
        </div>
      </div>
    </header>
  );
}

/** Two lanes of a track, seen from above. */
function Mark() {
  return (
    <svg
      viewBox="0 0 28 28"
      aria-hidden="true"
      className="size-7 fill-none stroke-track"
      strokeWidth={3.2}
      strokeLinecap="round"
    >
      <path d="M4 25V14a10 10 0 0 1 20 0v11M10.500 25V14a3.500 3.500 0 0 1 7 0v11" />
    </svg>
  );
}

const TYPING_PAUSE_MS = 250;

/** On a phone the search scrolls away with the page; the cart stays in reach. */
export function SearchStrip() {
  return <SearchBox className="px-4 pt-3 pb-1 sm:hidden" />;
}

function SearchBox({ className }: { className: string }) {
  const { pathname, search } = usePlace();
  const inAddress = pathname === "/" ? (readFilters(search).query ?? "") : "";
  const [text, setText] = useState(inAddress);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setText(inAddress), [inAddress]);

  const look = (query: string, replace: boolean) => {
    clearTimeout(timer.current);
    const filters = pathname === "/" ? readFilters(window.location.search) : {};
    go(toHref({ ...filters, query: query.trim() }), { replace });
  };
  return (
    <search className={className}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          look(text, false);
        }}
        className="relative"
      >
        <Icon
          name="search"
          className="pointer-events-none absolute top-1/2 left-3.5 size-5 -translate-y-1/2 text-quiet"
        />
        <input
          type="search"
          aria-label="Search products"
          placeholder="Search shoes, jackets, bags"
          value={text}
          onChange={(event) => {
            const query = event.target.value;
            setText(query);
            clearTimeout(timer.current);
            if (pathname === "/") timer.current = setTimeout(() => look(query, true), TYPING_PAUSE_MS);
          }}
          className="h-11 w-full rounded-lg border border-transparent bg-sunk pr-3 pl-11 placeholder:text-quiet hover:border-line"
        />
      </form>
    </search>
  );
}

function AccountLink() {
  const person = usePerson();
  return (
    <Link
      href="/account"
      aria-label={person ? `Your account, ${person.name}` : "Sign in"}
      className="grid size-11 place-items-center rounded-lg hover:bg-sunk"
    >
      <Icon name="person" className="size-6" />
    </Link>
  );
}

function CartButton({ onCart }: { onCart: () => void }) {
  const { data: cart } = useCart();
  const count = cart?.items.reduce((sum, line) => sum + line.quantity, 0) ?? 0;
  return (
    <button
      type="button"
      onClick={onCart}
      aria-haspopup="dialog"
      aria-label={count === 1 ? "Cart, 1 item" : `Cart, ${count} items`}
      className="relative grid size-11 place-items-center rounded-lg hover:bg-sunk"
    >
      <Icon name="bag" className="size-6" />
      {count > 0 && (
        <span
          key={count}
          className="bump absolute top-0.5 right-0 grid h-5 min-w-5 place-items-center rounded-full bg-track px-1 text-xs font-bold text-on-track"
        >
          {count}
        </span>
      )}
    </button>
  );
}
