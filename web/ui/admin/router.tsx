import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  redirect,
  useRouter,
} from "@tanstack/react-router";
import { currentSession } from "../operator/api/session";
import { SignInForm } from "../operator/app/sign_in_form";
import { Empty } from "../operator/parts/states";
import { ActivityPage } from "./activity";
import { CategoriesPage } from "./categories";
import { InventoryPage } from "./inventory";
import { OrdersPage } from "./orders";
import { OverviewPage } from "./overview";
import { ProductPage } from "./product_page";
import { ProductsPage } from "./products";
import { Shell } from "./shell";
import { TicketsPage } from "./tickets";

const root = createRootRoute({ component: Outlet, notFoundComponent: Lost });

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  beforeLoad: () => {
    if (currentSession()) throw redirect({ to: "/" });
  },
  component: Login,
});

const app = createRoute({
  getParentRoute: () => root,
  id: "app",
  beforeLoad: () => {
    if (!currentSession()) throw redirect({ to: "/login" });
  },
  component: Shell,
});

const page = (path: string, component: () => React.JSX.Element) =>
  createRoute({ getParentRoute: () => app, path, component });

export const router = createRouter({
  routeTree: root.addChildren([
    login,
    app.addChildren([
      page("/", OverviewPage),
      page("/products", ProductsPage),
      page("/products/$id", ProductPage),
      page("/inventory", InventoryPage),
      page("/categories", CategoriesPage),
      page("/orders", OrdersPage),
      page("/tickets", TicketsPage),
      page("/activity", ActivityPage),
    ]),
  ]),
  basepath: "/admin",
});

function Login() {
  const router = useRouter();
  return (
    <SignInForm
      title="Administration"
      detail="For the admins of the shop"
      onSignedIn={() => router.navigate({ to: "/" as never, replace: true })}
    />
  );
}

function Lost() {
  return (
    <main className="h-dvh">
      <Empty icon="search" title="This page does not exist">
        <a href="/admin" className="mt-3 text-sm font-medium text-accent-ink underline underline-offset-2">
          Go to the overview
        </a>
      </Empty>
    </main>
  );
}
