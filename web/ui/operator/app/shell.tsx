import { useQueryClient } from "@tanstack/react-query";
import { Outlet, useNavigate, useRouter } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { signOut } from "../api/auth";
import { useSession } from "../api/session";
import { useKeyboard } from "../commands/keyboard";
import { Palette } from "../commands/palette";
import { useCommands } from "../commands/registry";
import { Shortcuts } from "../commands/shortcuts";
import { spoken } from "../inbox/names";
import { VIEWS } from "../inbox/views";
import { Dialog } from "../parts/dialog";
import { toast } from "../parts/toast";
import { ConnectionBanner } from "../realtime/banner";
import type { Notice } from "../realtime/frames";
import { LiveProvider } from "../realtime/live";
import { Rail } from "./rail";
import { OpenRail } from "./rail_state";
import { toggleTheme } from "./theme";
import { useTitle } from "./title";

type Layer = "palette" | "shortcuts" | "rail" | null;

/** What stands around every page behind the sign-in. */
export function Shell() {
  const navigate = useNavigate();
  const [layer, setLayer] = useState<Layer>(null);
  useLeaveWhenSignedOut();
  useKeyboard();
  useTitle();

  useCommands([
    {
      id: "palette",
      label: "Command palette",
      group: "Page",
      keys: "mod+k",
      keyOnly: true,
      run: () => setLayer("palette"),
    },
    {
      id: "shortcuts",
      label: "Keyboard shortcuts",
      group: "Page",
      keys: "?",
      run: () => setLayer("shortcuts"),
    },
    ...VIEWS.map((view) => ({
      id: `view-${view.id}`,
      label: view.label,
      group: "Go to" as const,
      run: () => void navigate({ to: "/", search: { view: view.id === "open" ? undefined : view.id } }),
    })),
    {
      id: "go-drafts",
      label: "Drafts to approve",
      group: "Go to",
      run: () => void navigate({ to: "/drafts" }),
    },
    {
      id: "go-knowledge",
      label: "Knowledge",
      group: "Go to",
      run: () => void navigate({ to: "/knowledge" }),
    },
    { id: "theme", label: "Switch light and dark theme", group: "Page", run: () => void toggleTheme() },
    { id: "sign-out", label: "Sign out", group: "Page", run: () => void signOut() },
  ]);

  const onNotice = useCallback(
    (notice: Notice) => {
      const id = notice.conversation_id;
      toast(notice.detail ? `${notice.title}: ${spoken(notice.detail).toLowerCase()}` : notice.title, {
        news: true,
        action: id
          ? { label: "Open", run: () => void navigate({ to: "/conversations/$id", params: { id } }) }
          : undefined,
      });
    },
    [navigate],
  );

  const close = () => setLayer(null);
  const rail = { onPalette: () => setLayer("palette"), onShortcuts: () => setLayer("shortcuts") };

  return (
    <LiveProvider onNotice={onNotice}>
      <OpenRail value={() => setLayer("rail")}>
        <div className="flex h-dvh flex-col">
          <a
            href="#main"
            className="absolute top-1 left-1 z-50 max-md:hidden -translate-y-16 rounded-md bg-accent px-3 py-2 text-sm text-white focus:translate-y-0"
          >
            Skip to the conversation
          </a>
          <ConnectionBanner />
          <div className="flex min-h-0 flex-1">
            <header className="shrink-0 border-r border-line max-md:hidden">
              <Rail {...rail} />
            </header>
            <Outlet />
          </div>
        </div>
        {layer === "rail" && (
          <Dialog title="Menu" shape="left" bare onClose={close}>
            <Rail full {...rail} onChosen={close} />
          </Dialog>
        )}
        {layer === "palette" && <Palette onClose={close} />}
        {layer === "shortcuts" && <Shortcuts onClose={close} />}
      </OpenRail>
    </LiveProvider>
  );
}

function useLeaveWhenSignedOut(): void {
  const session = useSession();
  const client = useQueryClient();
  const router = useRouter();
  useEffect(() => {
    if (session) return;
    client.clear();
    const { href } = router.state.location;
    void router.navigate({ to: "/login", search: { next: href === "/" ? undefined : href }, replace: true });
  }, [session, client, router]);
}
