import { Outlet, useRouter, useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { signOut } from "../operator/api/auth";
import { useMe, useSession } from "../operator/api/session";
import { Mark } from "../operator/app/mark";
import { currentTheme, toggleTheme } from "../operator/app/theme";
import { IconButton } from "../operator/parts/button";
import { classes } from "../operator/parts/classes";
import { Icon, type IconName } from "../operator/parts/icon";
import { Empty } from "../operator/parts/states";
import { Go } from "./go";

const PLACES: { path: string; label: string; icon: IconName }[] = [
  { path: "/", label: "Overview", icon: "inbox" },
  { path: "/products", label: "Products", icon: "tag" },
  { path: "/inventory", label: "Inventory", icon: "archive" },
  { path: "/categories", label: "Categories", icon: "book" },
  { path: "/orders", label: "Orders", icon: "cart" },
  { path: "/tickets", label: "Tickets", icon: "chat" },
  { path: "/activity", label: "Activity", icon: "clock" },
];

/** What stands around every page behind the sign-in. */
export function Shell() {
  const me = useMe();
  const session = useSession();
  const router = useRouter();
  const [theme, setTheme] = useState(currentTheme);
  const here = useRouterState({ select: ({ location }) => location.pathname });

  useEffect(() => {
    if (!session) void router.navigate({ to: "/login" as never, replace: true });
  }, [session, router]);

  const current = (path: string) => (path === "/" ? here === "/" : here.startsWith(path));
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#main"
        className="absolute top-1 left-1 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 text-sm text-white focus:translate-y-0"
      >
        Skip to the page
      </a>
      <header className="flex shrink-0 flex-col border-line max-md:border-b md:w-52 md:border-r md:p-2">
        <div className="flex h-12 items-center gap-2 px-3 md:mb-2 md:px-2">
          <Mark size={24} />
          <span className="font-semibold tracking-tight">Administration</span>
          <div className="ml-auto flex md:hidden">
            <Tools theme={theme} onTheme={() => setTheme(toggleTheme())} />
          </div>
        </div>
        <nav aria-label="Administration" className="max-md:overflow-x-auto">
          <ul className="flex gap-0.5 max-md:px-2 max-md:pb-2 md:flex-col">
            {PLACES.map(({ path, label, icon }) => (
              <li key={path}>
                <Go
                  to={path}
                  aria-current={current(path) ? "page" : undefined}
                  className={classes(
                    "flex h-8 items-center gap-2.5 rounded-md px-2 text-sm whitespace-nowrap transition-colors",
                    current(path)
                      ? "bg-hover font-medium text-ink"
                      : "text-ink-soft hover:bg-hover hover:text-ink",
                  )}
                >
                  <Icon name={icon} size={17} />
                  {label}
                </Go>
              </li>
            ))}
          </ul>
        </nav>
        <div className="mt-auto hidden flex-col gap-1 pt-4 md:flex">
          <div className="flex">
            <Tools theme={theme} onTheme={() => setTheme(toggleTheme())} />
          </div>
          <p className="truncate border-t border-line px-1.5 pt-2 text-sm font-medium">
            {me.full_name || me.email}
          </p>
        </div>
      </header>
      {me.role === "admin" ? <Outlet /> : <NoAdmin />}
    </div>
  );
}

function Tools({ theme, onTheme }: { theme: string; onTheme: () => void }) {
  return (
    <>
      <IconButton
        name={theme === "dark" ? "sun" : "moon"}
        label={theme === "dark" ? "Light theme" : "Dark theme"}
        onClick={onTheme}
      />
      <IconButton name="leave" label="Sign out" onClick={() => void signOut()} />
    </>
  );
}

function NoAdmin() {
  return (
    <main id="main" tabIndex={-1} className="min-w-0 flex-1 bg-surface outline-none">
      <Empty
        icon="alert"
        title="This is for admins"
        detail="Your account has another role. The workspace is open to it."
      >
        <a href="/operator" className="mt-3 text-sm font-medium text-accent-ink underline underline-offset-2">
          Go to the workspace
        </a>
      </Empty>
    </main>
  );
}
