import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useConversation, useConversationList } from "../api/conversations";
import { ApiProblem } from "../api/problem";
import { useMe } from "../api/session";
import type { Conversation } from "../api/types";
import { useCommands } from "../commands/registry";
import { ContextPane } from "../context/context_pane";
import { isUnread, markSeen } from "../inbox/seen";
import { neighbour, useOpenConversation } from "../inbox/selection";
import { Empty, Failed, Loading, Skeleton } from "../parts/states";
import { useFollow } from "../realtime/live";
import { TraceDrawer } from "../trace/trace_drawer";
import { type ThreadActions, useThreadActions } from "./actions";
import { Composer } from "./composer";
import { focusComposer } from "./composer_focus";
import { MessageList } from "./message_list";
import { useSender } from "./send";
import { ThreadHeader } from "./thread_header";

const route = getRouteApi("/app/inbox/conversations/$id");

export function ThreadPage() {
  const { id } = route.useParams();
  useFollow(id);
  const conversation = useConversation(id);

  return (
    <section
      aria-label="Conversation"
      id="main"
      tabIndex={-1}
      className="flex min-w-0 flex-1 flex-col bg-surface outline-none"
    >
      {conversation.data ? (
        <Thread key={id} conversation={conversation.data} />
      ) : conversation.isError ? (
        conversation.error instanceof ApiProblem && conversation.error.status === 404 ? (
          <Empty icon="search" title="This conversation does not exist" detail="It may have been erased." />
        ) : (
          <Failed error={conversation.error} retry={() => void conversation.refetch()} />
        )
      ) : (
        <ThreadSkeleton />
      )}
    </section>
  );
}

function Thread({ conversation }: { conversation: Conversation }) {
  const [tracing, setTracing] = useState<string | null>(null);
  const [aside, setAside] = useState(false);
  const actions = useThreadActions(conversation);
  const sender = useSender(conversation);
  const client = useQueryClient();
  const resolveAndNext = useThreadCommands(conversation, actions, () => setAside(!aside));

  useEffect(() => {
    if (isUnread(conversation)) markSeen(client, conversation);
  }, [client, conversation]);

  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-w-0 flex-1 flex-col">
        <ThreadHeader
          conversation={conversation}
          actions={actions}
          onResolve={resolveAndNext}
          onDetails={() => setAside(true)}
        />
        <MessageList conversation={conversation} sender={sender} onTrace={setTracing} />
        <Composer conversation={conversation} sender={sender} actions={actions} />
      </div>
      <ContextPane
        conversation={conversation}
        actions={actions}
        open={aside}
        onClose={() => setAside(false)}
      />
      {tracing && (
        <TraceDrawer conversationId={conversation.id} messageId={tracing} onClose={() => setTracing(null)} />
      )}
    </div>
  );
}

/** The keys of an open thread; answers what "resolve" does here: resolve, and on to the next. */
function useThreadCommands(
  conversation: Conversation,
  actions: ThreadActions,
  toggleDetails: () => void,
): () => void {
  const search = route.useSearch();
  const list = useConversationList(search.view ?? "open", search.q ?? "");
  const open = useOpenConversation();
  const me = useMe().id;
  const mine = conversation.status === "active_human" && conversation.owner.user_id === me;
  const done = conversation.status.startsWith("resolved") || conversation.status === "archived";

  const resolveAndNext = () => {
    if (done) {
      actions.reopen();
      return;
    }
    const items = list.data?.pages.flatMap((page) => page.items) ?? [];
    const next = neighbour(items, conversation.id, 1) ?? neighbour(items, conversation.id, -1);
    actions.resolve(() => open(next && next.id !== conversation.id ? next.id : null));
  };

  useCommands([
    { id: "reply", label: "Reply", group: "Conversation", keys: "r", run: () => focusComposer("reply") },
    { id: "note", label: "Write a note", group: "Conversation", keys: "n", run: () => focusComposer("note") },
    {
      id: "resolve",
      label: done ? "Reopen" : "Resolve and go to the next",
      group: "Conversation",
      keys: "e",
      run: resolveAndNext,
    },
    mine
      ? {
          id: "baton",
          label: "Hand back to the assistant",
          group: "Conversation",
          keys: "t",
          run: actions.handBack,
        }
      : { id: "baton", label: "Take over", group: "Conversation", keys: "t", run: actions.takeOver },
    conversation.assignee_id === me
      ? { id: "assign", label: "Unassign", group: "Conversation", run: () => actions.assign(null) }
      : { id: "assign", label: "Assign to me", group: "Conversation", run: () => actions.assign(me) },
    { id: "archive", label: "Archive", group: "Conversation", run: actions.archive },
    { id: "details", label: "Show details", group: "Conversation", keys: "i", run: toggleDetails },
    { id: "back", label: "Back to the list", group: "Go to", keys: "escape", run: () => open(null) },
  ]);
  return resolveAndNext;
}

function ThreadSkeleton() {
  return (
    <div className="flex flex-1 flex-col gap-4 p-6">
      <Loading label="Loading the conversation" />
      <Skeleton className="h-8 w-48" />
      <Skeleton className="mt-8 h-14 w-2/3 rounded-xl" />
      <Skeleton className="h-20 w-2/3 self-end rounded-xl" />
      <Skeleton className="h-10 w-1/2 rounded-xl" />
    </div>
  );
}
