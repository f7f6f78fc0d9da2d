import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useConversation } from "../api/conversations";
import { useDrafts } from "../api/drafts";
import type { Draft } from "../api/types";
import { RailButton } from "../app/rail_state";
import { useCommands } from "../commands/registry";
import { channelOf, customerName } from "../inbox/names";
import { Button, IconButton } from "../parts/button";
import { classes } from "../parts/classes";
import { Icon } from "../parts/icon";
import { Empty, Failed, Loading, Skeleton } from "../parts/states";
import { fullTime } from "../parts/time";
import { TraceDrawer } from "../trace/trace_drawer";
import { DraftCard } from "./draft_card";
import { EarlierMessages } from "./earlier_messages";
import { wishOnCard } from "./modes";
import { QueueItem } from "./queue_item";

const route = getRouteApi("/app/drafts");

/** What the assistant would say and may not say yet, oldest first. */
export function QueuePage() {
  const drafts = useDrafts();
  const { draft: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const queue = drafts.data ?? [];
  const current = queue.find((draft) => draft.draft_id === wanted) ?? queue[0];
  const at = current ? queue.indexOf(current) : -1;

  const Heading = wanted && current ? "h2" : "h1";

  const show = (draft: Draft | undefined) =>
    void navigate({ search: { draft: draft?.draft_id }, replace: true });
  const next = () => show(queue[(at + 1) % Math.max(1, queue.length)]);
  const wish = (what: "approve" | "edit" | "reject") => current && wishOnCard(current.draft_id, what);

  useCommands([
    { id: "draft-approve", label: "Approve draft", group: "Draft", keys: "a", run: () => wish("approve") },
    { id: "draft-edit", label: "Edit draft", group: "Draft", keys: "e", run: () => wish("edit") },
    { id: "draft-reject", label: "Reject draft", group: "Draft", keys: "r", run: () => wish("reject") },
    { id: "draft-next", label: "Next draft", group: "Draft", keys: "n", run: next },
    { id: "draft-down", label: "Next draft", group: "Draft", keys: "j", keyOnly: true, run: next },
    {
      id: "draft-up",
      label: "Previous draft",
      group: "Draft",
      keys: "k",
      run: () => show(queue[Math.max(0, at - 1)]),
    },
    {
      id: "draft-back",
      label: "Back to the queue",
      group: "Go to",
      keys: "escape",
      keyOnly: true,
      run: () => show(undefined),
    },
  ]);

  return (
    <main className="flex min-w-0 flex-1">
      <section
        aria-label="Drafts, list"
        className={classes(
          "flex w-full shrink-0 flex-col border-line bg-surface md:w-72 md:border-r lg:w-80",
          wanted && current && "max-md:hidden",
        )}
      >
        <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line px-3">
          <RailButton />
          <Heading className="text-base font-semibold">Drafts to approve</Heading>
          <span className="text-sm text-ink-faint tabular-nums">{drafts.data?.length}</span>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto">
          {drafts.isPending && (
            <div className="flex flex-col gap-3 p-3">
              <Loading label="Loading drafts" />
              <Skeleton className="h-16" />
              <Skeleton className="h-16" />
            </div>
          )}
          {drafts.isError && !drafts.data && (
            <Failed error={drafts.error} retry={() => void drafts.refetch()} />
          )}
          {drafts.isSuccess && queue.length === 0 && (
            <div className="h-full md:hidden">
              <NothingWaits />
            </div>
          )}
          <ul aria-label="Held drafts, oldest first">
            {queue.map((draft) => (
              <QueueItem
                key={draft.draft_id}
                draft={draft}
                selected={draft === current}
                chosen={wanted === draft.draft_id}
              />
            ))}
          </ul>
        </div>
      </section>
      <section
        aria-label="Review"
        id="main"
        tabIndex={-1}
        className={classes(
          "min-w-0 flex-1 overflow-y-auto bg-surface outline-none",
          !(wanted && current) && "max-md:hidden",
        )}
      >
        {current ? (
          <Review
            key={current.draft_id}
            draft={current}
            place={`${at + 1} of ${queue.length}`}
            chosen={wanted !== undefined}
            onBack={() => show(undefined)}
            onNext={next}
            onDecided={() => show(wanted ? queue[at + 1] : undefined)}
          />
        ) : (
          drafts.isSuccess && <NothingWaits />
        )}
      </section>
    </main>
  );
}

interface ReviewProps {
  draft: Draft;
  place: string;
  /** Asked for by its address, and not only the first of the queue. */
  chosen: boolean;
  onBack: () => void;
  onNext: () => void;
  onDecided: () => void;
}

function Review({ draft, place, chosen, onBack, onNext, onDecided }: ReviewProps) {
  const [tracing, setTracing] = useState<string | null>(null);
  const conversation = useConversation(draft.conversation_id).data;
  const name = conversation ? customerName(conversation) : "Customer";
  const channel = channelOf(conversation?.channel ?? "web");
  // One heading of the first rank on the page: the chosen draft's, else the queue's.
  const Heading = chosen ? "h1" : "h2";

  return (
    <>
      <header className="sticky top-0 z-10 flex h-14 items-center gap-2.5 border-b border-line bg-surface px-3 md:px-6">
        <IconButton name="back" label="Back to the queue" className="-ml-1.5 md:hidden" onClick={onBack} />
        <div className="min-w-0 flex-1">
          <Heading dir="auto" className="truncate text-left text-base leading-5 font-semibold">
            {name}
          </Heading>
          <p className="flex items-center gap-1.5 text-xs text-ink-faint">
            <Icon name={channel.icon} size={12} />
            {channel.label} · <time dateTime={draft.created_at}>{fullTime(draft.created_at)}</time>
          </p>
        </div>
        <span className="text-xs whitespace-nowrap text-ink-faint tabular-nums max-md:hidden">{place}</span>
        <Button look="quiet" hint="n" className="max-md:hidden" onClick={onNext}>
          Next
        </Button>
        <Link
          to="/conversations/$id"
          params={{ id: draft.conversation_id }}
          className="inline-flex h-8 items-center gap-1.5 rounded-md border border-line-strong px-2.5 text-sm font-medium whitespace-nowrap hover:bg-hover"
        >
          <Icon name="chat" />
          <span className="max-sm:sr-only">Open conversation</span>
        </Link>
      </header>
      <div className="mx-auto max-w-3xl px-3 py-4 md:px-6 md:py-6">
        <DraftCard draft={draft} withQuestion withKeys onTrace={setTracing} onDecided={onDecided} />
        <EarlierMessages draft={draft} />
      </div>
      {tracing && (
        <TraceDrawer
          conversationId={draft.conversation_id}
          messageId={tracing}
          onClose={() => setTracing(null)}
        />
      )}
    </>
  );
}

function NothingWaits() {
  return (
    <Empty
      icon="check"
      title="Nothing waits for you"
      detail="Answers the assistant is not sure of come here before the customer sees them."
    />
  );
}
