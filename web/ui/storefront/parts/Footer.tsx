import { chat } from "../chat";
import { useShop } from "../data/queries";
import { Link } from "../router";

export function Footer() {
  const shop = useShop();
  return (
    <footer className="mt-24 border-t border-line">
      <div className="mx-auto flex max-w-7xl flex-wrap items-center gap-x-8 gap-y-3 py-10 pr-24 pl-4 text-[0.9375rem] text-quiet sm:pl-6">
        <p className="mr-auto">
          {shop.name} sells clothes and shoes for people who move through a city on foot.
        </p>
        <Link href="/cart" className="hover:text-ink hover:underline">
          Cart
        </Link>
        <button type="button" className="hover:text-ink hover:underline" onClick={() => chat()?.open()}>
          Chat with {shop.agentName}
        </button>
      </div>
    </footer>
  );
}
