import { useState } from "react";
import { AccountPage } from "./pages/AccountPage";
import { CartPage } from "./pages/CartPage";
import { CataloguePage } from "./pages/CataloguePage";
import { CheckoutPage } from "./pages/CheckoutPage";
import { MemoryPage } from "./pages/MemoryPage";
import { NotFoundPage } from "./pages/NotFoundPage";
import { OrdersPage } from "./pages/OrdersPage";
import { ProductPage } from "./pages/ProductPage";
import { CartDrawer } from "./parts/CartDrawer";
import { CategoryBar } from "./parts/CategoryBar";
import { Footer } from "./parts/Footer";
import { Header, SearchStrip } from "./parts/Header";
import { usePlace } from "./router";

export function App() {
  const { pathname, search } = usePlace();
  const [isCartOpen, setCartOpen] = useState(false);
  const showCart = () => setCartOpen(true);
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded focus:bg-panel focus:p-3"
      >
        Skip to content
      </a>
      <Header onCart={showCart} />
      <SearchStrip />
      <CategoryBar />
      <main id="main" tabIndex={-1} className="flex-1 outline-none">
        <Page pathname={pathname} search={search} onAdded={showCart} />
      </main>
      <Footer />
      <CartDrawer isOpen={isCartOpen} onClose={() => setCartOpen(false)} />
    </div>
  );
}

function Page({ pathname, search, onAdded }: { pathname: string; search: string; onAdded: () => void }) {
  if (pathname === "/") return <CataloguePage search={search} />;
  if (pathname === "/cart") return <CartPage />;
  if (pathname === "/checkout") return <CheckoutPage />;
  if (pathname === "/orders") return <OrdersPage />;
  if (pathname === "/account") return <AccountPage />;
  if (pathname === "/account/memory") return <MemoryPage />;
  const slug = /^\/products\/([^/]+)\/?$/.exec(pathname)?.[1];
  if (slug)
    return <ProductPage key={slug} slug={decodeURIComponent(slug)} search={search} onAdded={onAdded} />;
  return <NotFoundPage />;
}
