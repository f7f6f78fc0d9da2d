import { Link, useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { signOut } from "../api/auth";
import { useCounts } from "../api/conversations";
import { useDeadLetters } from "../api/dead_letters";
import { useDrafts } from "../api/drafts";
import { useMe } from "../api/session";
import { isViewId, VIEWS } from "../inbox/views";
import { Avatar } from "../parts/avatar";
import { IconButton } from "../parts/button";
import { classes } from "../parts/classes";
import { Icon, type IconName } from "../parts/icon";
import { Keys } from "../parts/keys_hint";
import { Mark } from "./mark";
import { currentTheme, toggleTheme } from "./theme";

interface Props {
  /** Words beside the icons; without it they show where the screen is wide. */
  full?: boolean;
  onPalette: () => void;
  onShortcuts: () => void;
  onChosen?: () => void;
}

/** What owners and admins see beside the conversations. */
const OWNERS = [
  { to: "/undelivered", place: "undelivered", label: "Undelivered", icon: "alert" },
  { to: "/notifications", place: "notifications", label: "Notifications", icon: "mail" },
] as const;

export function Rail({ full, onPalette, onShortcuts, onChosen }: Props) {
  const counts = useCounts();
  const drafts = useDrafts().data?.length;
  const me = useMe();
  const isOwner = me.role === "owner" || me.role === "admin";
  const undelivered = useDeadLetters("open", 1, isOwner).data?.total;
  const here = usePlace();
  const [theme, setTheme] = useState(currentTheme);
  const words = full ? "" : "max-wide:sr-only";
  const name = me.full_name || me.email;

  return (
    <div
      className={classes(
        "flex h-full flex-col gap-0.5 overflow-y-auto p-2",
        full ? "w-full" : "w-14 wide:w-52",
      )}
    >
      <div
        className={classes(
          "mb-2 flex h-10 items-center gap-2",
          full ? "px-2" : "justify-center wide:justify-start wide:px-2",
        )}
      >
        <Mark size={24} />
        <span className={classes("font-semibold tracking-tight", words)}>Colloquy</span>
      </div>

      <button
        type="button"
        title="Search and commands"
        className={classes(
          "mb-2 flex h-8 items-center gap-2 rounded-md border border-line bg-surface text-sm text-ink-faint hover:border-line-strong hover:text-ink-soft",
          full ? "px-2" : "justify-center wide:justify-start wide:px-2",
        )}
        onClick={onPalette}
      >
        <Icon name="search" />
        <span className={words}>Search</span>
        <span className={classes("ml-auto", !full && "max-wide:hidden")}>
          <Keys keys="mod+k" />
        </span>
      </button>

      <nav aria-label="Workspace">
        <ul className="flex flex-col gap-0.5">
          {VIEWS.slice(0, 3).map((view) => (
            <li key={view.id}>
              <Link
                to="/"
                search={{ view: view.id === "open" ? undefined : view.id }}
                aria-current={here === view.id ? "page" : undefined}
                className={itemClass(here === view.id, full)}
                onClick={onChosen}
                title={view.label}
              >
                <Item
                  icon={view.icon}
                  label={view.label}
                  count={counts[view.id]}
                  words={words}
                  full={full}
                  urgent={view.id === "waiting"}
                />
              </Link>
            </li>
          ))}
          <li>
            <Link
              to="/drafts"
              aria-current={here === "drafts" ? "page" : undefined}
              className={itemClass(here === "drafts", full)}
              onClick={onChosen}
              title="Drafts to approve"
            >
              <Item icon="draft" label="Drafts to approve" count={drafts} words={words} full={full} urgent />
            </Link>
          </li>
          {VIEWS.slice(3).map((view) => (
            <li key={view.id}>
              <Link
                to="/"
                search={{ view: view.id }}
                aria-current={here === view.id ? "page" : undefined}
                className={itemClass(here === view.id, full)}
                onClick={onChosen}
                title={view.label}
              >
                <Item icon={view.icon} label={view.label} words={words} full={full} />
              </Link>
            </li>
          ))}
          <li className="mt-2 border-t border-line pt-2">
            <Link
              to="/knowledge"
              aria-current={here === "knowledge" ? "page" : undefined}
              className={itemClass(here === "knowledge", full)}
              onClick={onChosen}
              title="Knowledge"
            >
              <Item icon="book" label="Knowledge" words={words} full={full} />
            </Link>
          </li>
          <li>
            <Link
              to="/usage"
              aria-current={here === "usage" ? "page" : undefined}
              className={itemClass(here === "usage", full)}
              onClick={onChosen}
              title="Usage"
            >
              <Item icon="chart" label="Usage" words={words} full={full} />
            </Link>
          </li>
          {isOwner &&
            OWNERS.map(({ to, place, label, icon }) => (
              <li key={place}>
                <Link
                  to={to}
                  aria-current={here === place ? "page" : undefined}
                  className={itemClass(here === place, full)}
                  onClick={onChosen}
                  title={label}
                >
                  <Item
                    icon={icon}
                    label={label}
                    count={place === "undelivered" ? undelivered : undefined}
                    words={words}
                    full={full}
                    urgent
                  />
                </Link>
              </li>
            ))}
        </ul>
      </nav>

      <div className={classes("mt-auto flex flex-col gap-1 pt-4", full ? "" : "max-wide:items-center")}>
        <div className={classes("flex", full ? "" : "max-wide:flex-col")}>
          <IconButton
            name={theme === "dark" ? "sun" : "moon"}
            label={theme === "dark" ? "Light theme" : "Dark theme"}
            onClick={() => setTheme(toggleTheme())}
          />
          <IconButton
            name="keyboard"
            label="Keyboard shortcuts"
            className="max-md:hidden"
            onClick={onShortcuts}
          />
          <IconButton name="leave" label="Sign out" onClick={() => void signOut()} />
        </div>
        <div
          className={classes(
            "flex min-w-0 items-center gap-2 border-t border-line pt-2",
            full ? "px-1.5" : "wide:px-1.5",
          )}
        >
          <Avatar name={name} size="sm" />
          <div className={classes("min-w-0", words)}>
            <p className="truncate text-sm font-medium">{name}</p>
            <p className="truncate text-2xs text-ink-faint capitalize">{me.role}</p>
          </div>
        </div>
      </div>
    </div>
  );
}

interface ItemProps {
  icon: IconName;
  label: string;
  words: string;
  count?: number;
  urgent?: boolean;
  full?: boolean;
}

function Item({ icon, label, words, count, urgent, full }: ItemProps) {
  const shout = urgent && Boolean(count);
  return (
    <>
      <Icon name={icon} size={17} />
      <span className={classes("truncate", words)}>{label}</span>
      {count !== undefined && count > 0 && (
        <span
          className={classes(
            "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full px-1 text-2xs font-medium tabular-nums",
            shout ? "bg-wait-soft text-wait-ink" : "text-ink-faint",
            full
              ? "ml-auto"
              : "max-wide:absolute max-wide:top-0 max-wide:right-0 max-wide:h-4 max-wide:min-w-4 wide:ml-auto",
            !shout && !full && "max-wide:hidden",
          )}
        >
          {count > 999 ? "999+" : count}
        </span>
      )}
    </>
  );
}

function itemClass(current: boolean, full?: boolean): string {
  return classes(
    "relative flex h-8 items-center gap-2.5 rounded-md text-sm transition-colors",
    full ? "px-2" : "justify-center wide:justify-start wide:px-2",
    current ? "bg-hover font-medium text-ink" : "text-ink-soft hover:bg-hover hover:text-ink",
  );
}

/** Which item of the rail the address stands for. */
function usePlace(): string {
  return useRouterState({
    select: ({ location }) => {
      if (location.pathname.startsWith("/drafts")) return "drafts";
      if (location.pathname.startsWith("/knowledge")) return "knowledge";
      if (location.pathname.startsWith("/undelivered")) return "undelivered";
      if (location.pathname.startsWith("/notifications")) return "notifications";
      if (location.pathname.startsWith("/usage")) return "usage";
      const view = (location.search as { view?: unknown }).view;
      return isViewId(view) ? view : "open";
    },
  });
}
