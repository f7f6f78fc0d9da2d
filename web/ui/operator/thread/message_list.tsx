import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useMessages, useNotes } from "../api/conversations";
import type { Conversation } from "../api/types";
import { HeldDraft } from "../drafts/held_draft";
import { customerName } from "../inbox/names";
import { Icon } from "../parts/icon";
import { Failed, Loading, Skeleton } from "../parts/states";
import { dayName, useNow } from "../parts/time";
import { Bubble } from "./bubble";
import { NoteBubble } from "./note_bubble";
import { useOutgoing } from "./outgoing";
import { flatten } from "./pages";
import type { Sender } from "./send";
import { SystemLine } from "./system_line";
import { buildTimeline, eventsOf } from "./timeline";

interface Props {
  conversation: Conversation;
  sender: Sender;
  onTrace: (messageId: string) => void;
}

const NEAR_END_PX = 120;

export function MessageList({ conversation, sender, onTrace }: Props) {
  const pages = useMessages(conversation.id);
  const notes = useNotes(conversation.id);
  const now = useNow();
  const outgoing = useOutgoing(conversation.id);
  const messages = useMemo(() => [...flatten(pages.data), ...outgoing], [pages.data, outgoing]);
  const items = useMemo(
    () => buildTimeline(messages, notes.data ?? [], eventsOf(conversation)),
    [messages, notes.data, conversation],
  );
  const lastKey = `${items.at(-1)?.key}|${conversation.pending_draft?.id ?? ""}`;
  const { scroller, atEnd, toEnd } = useStayAtEnd(lastKey, messages[0]?.id);

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="log"
        aria-label={`Conversation with ${customerName(conversation)}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto px-4 pb-4 outline-offset-[-3px] md:px-6"
      >
        <div className="mx-auto flex min-h-full max-w-3xl flex-col justify-end">
          {pages.hasNextPage && (
            <button
              type="button"
              className="mx-auto mt-3 rounded-md px-3 py-1 text-sm text-accent-ink hover:bg-hover"
              disabled={pages.isFetchingNextPage}
              onClick={() => void pages.fetchNextPage()}
            >
              {pages.isFetchingNextPage ? "Loading…" : "Show earlier messages"}
            </button>
          )}
          {pages.isPending && <MessagesSkeleton />}
          {pages.isError && !pages.data && <Failed error={pages.error} retry={() => void pages.refetch()} />}
          {items.map((item) => {
            switch (item.kind) {
              case "day":
                return (
                  <h2
                    key={item.key}
                    className="my-4 flex items-center gap-3 text-xs font-medium text-ink-faint"
                  >
                    <span className="h-px flex-1 bg-line" />
                    {dayName(item.at, now)}
                    <span className="h-px flex-1 bg-line" />
                  </h2>
                );
              case "message":
                return (
                  <Bubble
                    key={item.key}
                    item={item}
                    conversation={conversation}
                    sender={sender}
                    onTrace={onTrace}
                  />
                );
              case "note":
                return <NoteBubble key={item.key} note={item.note} />;
              case "event":
                return <SystemLine key={item.key} event={item.event} />;
              default:
                return null;
            }
          })}
          {conversation.pending_draft && (
            <HeldDraft
              conversationId={conversation.id}
              draftId={conversation.pending_draft.id}
              onTrace={onTrace}
            />
          )}
        </div>
      </div>
      {!atEnd && (
        <button
          type="button"
          className="absolute bottom-3 left-1/2 inline-flex h-8 -translate-x-1/2 items-center gap-1 rounded-full border border-line-strong bg-raised px-3 text-sm shadow-pop hover:bg-hover"
          onClick={toEnd}
        >
          <Icon name="send" size={14} className="rotate-180" />
          Latest
        </button>
      )}
    </div>
  );
}

/** Follows new messages while the end is in sight, and holds the place when older ones are put in above. */
function useStayAtEnd(lastKey: string, firstId: string | undefined) {
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const following = useRef(true);
  const held = useRef({ firstId, height: 0 });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const grown = element.scrollHeight - held.current.height;
    const olderAbove = held.current.firstId !== undefined && held.current.firstId !== firstId;
    if (olderAbove && !following.current) element.scrollTop += grown;
    held.current = { firstId, height: element.scrollHeight };
  }, [firstId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the last item is what this follows.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && following.current) element.scrollTop = element.scrollHeight;
  }, [lastKey]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      const near = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
      following.current = near;
      setAtEnd(near);
    };
    const grow = new ResizeObserver(() => {
      if (following.current) element.scrollTop = element.scrollHeight;
    });
    grow.observe(element);
    if (element.firstElementChild) grow.observe(element.firstElementChild);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      grow.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);

  const toEnd = () => {
    following.current = true;
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight, behavior: "smooth" });
  };
  return { scroller, atEnd, toEnd };
}

function MessagesSkeleton() {
  return (
    <div className="flex flex-col gap-4 py-6">
      <Loading label="Loading messages" />
      <Skeleton className="h-12 w-1/2 rounded-xl" />
      <Skeleton className="h-20 w-2/3 self-end rounded-xl" />
      <Skeleton className="h-12 w-2/5 rounded-xl" />
    </div>
  );
}
