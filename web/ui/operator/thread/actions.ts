import { useMutation, useQueryClient } from "@tanstack/react-query";
import { conversations } from "../api/conversations";
import { keys } from "../api/keys";
import { isProblem, sentenceOf } from "../api/problem";
import { useMe } from "../api/session";
import type { Conversation, Owner, Status } from "../api/types";
import { customerName, ownerName } from "../inbox/names";
import { toast } from "../parts/toast";
import { putConversation } from "../realtime/patch";

export interface ThreadActions {
  busy: boolean;
  takeOver: () => void;
  handBack: () => void;
  resolve: (after?: () => void) => void;
  reopen: () => void;
  archive: () => void;
  assign: (userId: string | null) => void;
  setTags: (tags: string[]) => void;
}

/** What an operator can do to a conversation, each bound to the owner it was decided for. */
export function useThreadActions(conversation: Conversation | undefined): ThreadActions {
  const client = useQueryClient();
  const me = useMe().id;
  const id = conversation?.id ?? "";

  const settle = (fresh: Conversation | undefined) => {
    if (fresh?.id) putConversation(client, fresh, me);
    else void client.invalidateQueries({ queryKey: keys.conversation(id) });
  };
  const refused = (error: unknown) => {
    if (isProblem(error, "owner_changed") && error.owner) {
      putOwner(client, id, error.owner, me);
      toast(`${ownerName(error.owner, me)} took this conversation first. Nothing was changed.`, {
        bad: true,
      });
    } else {
      toast(sentenceOf(error), { bad: true });
    }
  };

  const status = useMutation({
    mutationFn: (change: { status: Status; number: number }) =>
      conversations.setStatus(id, change.status, change.number),
    onSuccess: settle,
    onError: refused,
  });
  const assignee = useMutation({
    mutationFn: (userId: string | null) => conversations.assign(id, userId),
    onSuccess: settle,
    onError: refused,
  });
  const tags = useMutation({
    mutationFn: (next: string[]) => conversations.setTags(id, next),
    onMutate: (next) => {
      client.setQueryData<Conversation>(
        keys.conversation(id),
        (cached) => cached && { ...cached, tags: next },
      );
    },
    onSuccess: settle,
    onError: (error) => {
      refused(error);
      void client.invalidateQueries({ queryKey: keys.conversation(id) });
    },
  });

  const change = (next: Status, after?: (fresh: Conversation | undefined) => void) => {
    if (!conversation || status.isPending) return;
    status.mutate({ status: next, number: conversation.owner.number }, { onSuccess: after });
  };

  return {
    busy: status.isPending,
    takeOver: () => change("active_human"),
    handBack: () => change("active_ai"),
    reopen: () => change("active_human"),
    archive: () => change("archived"),
    resolve: (after) => {
      if (!conversation) return;
      change("resolved_by_human", (fresh) => {
        const back: Status = conversation.owner.kind === "assistant" ? "active_ai" : "active_human";
        const number = fresh?.owner.number ?? conversation.owner.number;
        toast(`Resolved: ${customerName(conversation)}`, {
          action: { label: "Undo", run: () => status.mutate({ status: back, number }) },
        });
        after?.();
      });
    },
    assign: (userId) => assignee.mutate(userId),
    setTags: (next) => tags.mutate(next),
  };
}

export function putOwner(
  client: ReturnType<typeof useQueryClient>,
  id: string,
  owner: Owner,
  me: string,
): void {
  const known = client.getQueryData<Conversation>(keys.conversation(id));
  if (known) putConversation(client, { ...known, owner }, me);
  void client.invalidateQueries({ queryKey: keys.conversation(id) });
}
