import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useConversationList } from "../api/conversations";
import { useMe } from "../api/session";
import { RailButton } from "../app/rail_state";
import { useCommands } from "../commands/registry";
import { classes } from "../parts/classes";
import { Empty, Failed, Loading, Skeleton } from "../parts/states";
import { useNow } from "../parts/time";
import { focusComposer } from "../thread/composer_focus";
import { ListItem } from "./list_item";
import { SearchField } from "./search_field";
import { neighbour, useOpenConversation } from "./selection";
import { viewOf } from "./views";

export function ListPane({ selected }: { selected: string | null }) {
  const search = useSearch({ strict: false });
  const view = viewOf(search.view ?? "open");
  const q = search.q ?? "";
  const list = useConversationList(view.id, q);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const total = list.data?.pages.at(-1)?.total;
  const me = useMe().id;
  const now = useNow();
  const open = useOpenConversation();
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);

  // One heading of the first rank on the page: the open conversation's, else this one.
  const Heading = selected ? "h2" : "h1";

  const step = (by: 1 | -1) => {
    const next = neighbour(items, selected, by);
    if (next) open(next.id);
  };

  useCommands([
    { id: "next", label: "Next conversation", group: "Go to", keys: "j", run: () => step(1) },
    { id: "previous", label: "Previous conversation", group: "Go to", keys: "k", run: () => step(-1) },
    {
      id: "open",
      label: "Open",
      group: "Go to",
      keys: "enter",
      keyOnly: true,
      run: () => (selected ? focusComposer("reply") : step(1)),
    },
  ]);

  useEffect(() => {
    if (!selected) return;
    scroller.current
      ?.querySelector(`[data-id="${CSS.escape(selected)}"]`)
      ?.scrollIntoView({ block: "nearest" });
  }, [selected]);

  return (
    <section
      aria-label={`${view.label}, list`}
      className={classes(
        "flex w-full shrink-0 flex-col border-line bg-surface md:w-72 md:border-r lg:w-80",
        selected && "max-md:hidden",
      )}
    >
      <header className="shrink-0 border-b border-line px-3 pt-2.5 pb-2.5">
        <div className="mb-2 flex h-8 items-center gap-2">
          <RailButton />
          <Heading className="text-base font-semibold">{view.label}</Heading>
          {total !== undefined && <span className="text-sm text-ink-faint tabular-nums">{total}</span>}
        </div>
        <SearchField
          value={q}
          onChange={(text) =>
            void navigate({ to: ".", search: (old) => ({ ...old, q: text || undefined }), replace: true })
          }
        />
      </header>

      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
        {list.isPending && <ListSkeleton />}
        {list.isError && !list.data && <Failed error={list.error} retry={() => void list.refetch()} />}
        {list.isSuccess && items.length === 0 && (
          <Empty
            icon={q ? "search" : view.icon}
            title={q ? `Nothing found for “${q}”` : view.empty.title}
            detail={q ? "Try another word from the conversation." : view.empty.detail}
          />
        )}
        {items.length > 0 && (
          <ul aria-label="Conversations">
            {items.map((conversation) => (
              <ListItem
                key={conversation.id}
                conversation={conversation}
                selected={conversation.id === selected}
                me={me}
                now={now}
              />
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <MoreAtTheEnd busy={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
        )}
      </div>
    </section>
  );
}

/** Loads when it comes into sight; a button for those who do not scroll. */
function MoreAtTheEnd({ busy, load }: { busy: boolean; load: () => void }) {
  const element = useRef<HTMLButtonElement>(null);
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  useEffect(() => {
    const watcher = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) latest.current();
    });
    if (element.current) watcher.observe(element.current);
    return () => watcher.disconnect();
  }, []);
  return (
    <button
      ref={element}
      type="button"
      disabled={busy}
      className="w-full py-3 text-sm text-ink-faint hover:text-ink"
      onClick={load}
    >
      {busy ? "Loading…" : "Show more"}
    </button>
  );
}

function ListSkeleton() {
  return (
    <>
      <Loading label="Loading conversations" />
      {["one", "two", "three", "four", "five"].map((name) => (
        <div key={name} className="flex gap-3 border-b border-line px-3 py-3">
          <Skeleton className="size-9 rounded-full" />
          <div className="flex flex-1 flex-col gap-2 pt-1">
            <Skeleton className="h-3 w-32" />
            <Skeleton className="h-3 w-full" />
            <Skeleton className="h-3 w-20" />
          </div>
        </div>
      ))}
    </>
  );
}
