import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { currentSession } from "../api/session";
import { InboxPage, NothingOpen } from "../inbox/inbox_page";
import { isViewId, type ViewId } from "../inbox/views";
import { ThreadPage } from "../thread/thread_page";
import { Login } from "./login";
import { Lost } from "./lost";
import { Shell } from "./shell";

export interface InboxSearch {
  view?: ViewId;
  q?: string;
}

const KNOWLEDGE_TABS = ["questions", "corrections", "goldens"] as const;

type KnowledgeTab = (typeof KNOWLEDGE_TABS)[number];

const root = createRootRoute({ component: Outlet, notFoundComponent: Lost });

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({
    next: typeof search.next === "string" && search.next.startsWith("/") ? search.next : undefined,
  }),
  beforeLoad: () => {
    if (currentSession()) throw redirect({ to: "/" });
  },
  component: Login,
});

const app = createRoute({
  getParentRoute: () => root,
  id: "app",
  beforeLoad: ({ location }) => {
    if (currentSession()) return;
    throw redirect({ to: "/login", search: { next: location.href === "/" ? undefined : location.href } });
  },
  component: Shell,
});

const inbox = createRoute({
  getParentRoute: () => app,
  id: "inbox",
  validateSearch: (search: Record<string, unknown>): InboxSearch => ({
    view: isViewId(search.view) && search.view !== "open" ? search.view : undefined,
    q: typeof search.q === "string" && search.q !== "" ? search.q : undefined,
  }),
  component: InboxPage,
});

const nothing = createRoute({ getParentRoute: () => inbox, path: "/", component: NothingOpen });

const thread = createRoute({
  getParentRoute: () => inbox,
  path: "/conversations/$id",
  component: ThreadPage,
});

const drafts = createRoute({
  getParentRoute: () => app,
  path: "/drafts",
  validateSearch: (search: Record<string, unknown>): { draft?: string } => ({
    draft: typeof search.draft === "string" ? search.draft : undefined,
  }),
  component: lazyRouteComponent(() => import("../drafts/queue_page"), "QueuePage"),
});

const knowledge = createRoute({
  getParentRoute: () => app,
  path: "/knowledge",
  validateSearch: (search: Record<string, unknown>): { tab?: KnowledgeTab } => ({
    tab: KNOWLEDGE_TABS.find((tab) => tab === search.tab),
  }),
  component: lazyRouteComponent(() => import("../knowledge/knowledge_page"), "KnowledgePage"),
});

const undelivered = createRoute({
  getParentRoute: () => app,
  path: "/undelivered",
  component: lazyRouteComponent(() => import("../undelivered/undelivered_page"), "UndeliveredPage"),
});

const notifications = createRoute({
  getParentRoute: () => app,
  path: "/notifications",
  component: lazyRouteComponent(() => import("../settings/notifications_page"), "NotificationsPage"),
});

const usage = createRoute({
  getParentRoute: () => app,
  path: "/usage",
  component: lazyRouteComponent(() => import("../usage/usage_page"), "UsagePage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    login,
    app.addChildren([
      inbox.addChildren([nothing, thread]),
      drafts,
      knowledge,
      undelivered,
      notifications,
      usage,
    ]),
  ]),
  basepath: "/operator",
  defaultPreload: "intent",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
