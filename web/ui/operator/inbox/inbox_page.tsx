import { Outlet, useParams } from "@tanstack/react-router";
import { Empty } from "../parts/states";
import { ListPane } from "./list_pane";

/** List and thread beside each other; on a narrow screen the thread covers the list. */
export function InboxPage() {
  const { id } = useParams({ strict: false });
  return (
    <main className="flex min-w-0 flex-1">
      <ListPane selected={id ?? null} />
      <Outlet />
    </main>
  );
}

export function NothingOpen() {
  return (
    <div id="main" tabIndex={-1} className="min-w-0 flex-1 bg-surface max-md:hidden">
      <Empty
        icon="chat"
        title="Choose a conversation"
        detail="Press J for the next one, or ? for all keys."
      />
    </div>
  );
}
