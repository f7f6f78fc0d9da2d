import { useQueryClient } from "@tanstack/react-query";
import { newKey } from "../api/client";
import { conversations } from "../api/conversations";
import { keys } from "../api/keys";
import { isProblem, sentenceOf } from "../api/problem";
import { useMe } from "../api/session";
import type { Conversation, Message } from "../api/types";
import { toast } from "../parts/toast";
import { putMessage } from "../realtime/patch";
import { putOwner } from "./actions";
import { giveBack } from "./composer_drafts";
import { dropOutgoing, LOCAL, putOutgoing } from "./outgoing";

export interface Sender {
  send: (text: string, ownerNumber: number) => void;
  retry: (message: Message) => void;
  discard: (message: Message) => void;
}

/** For which owner a waiting message was written; a second try must not forget it. */
const writtenFor = new Map<string, number>();

/** Shows a reply at once; the stored message takes the place of the waiting one. */
export function useSender(conversation: Conversation): Sender {
  const client = useQueryClient();
  const me = useMe();

  const deliver = async (waiting: Message): Promise<void> => {
    const text = waiting.text_content ?? "";
    const ownerNumber = writtenFor.get(waiting.id);
    const key = waiting.id.slice(LOCAL.length);
    putOutgoing(client, { ...waiting, delivery: "sending" });
    try {
      const stored = await conversations.reply(conversation.id, text, ownerNumber, key);
      forget(waiting);
      if (stored?.id) putMessage(client, stored);
      else void client.invalidateQueries({ queryKey: keys.messages(conversation.id) });
      void client.invalidateQueries({ queryKey: keys.conversation(conversation.id) });
    } catch (error) {
      if (isProblem(error, "owner_changed")) {
        forget(waiting);
        giveBack(conversation.id, text, ownerNumber ?? null);
        if (error.owner) putOwner(client, conversation.id, error.owner, me.id);
        return;
      }
      putOutgoing(client, { ...waiting, delivery: "failed" });
      toast(`Not sent. ${sentenceOf(error)}`, { bad: true });
    }
  };

  const forget = (waiting: Message) => {
    dropOutgoing(client, waiting);
    writtenFor.delete(waiting.id);
  };

  return {
    send: (text, ownerNumber) => {
      const waiting = waitingMessage(conversation, text, me.full_name || me.email);
      writtenFor.set(waiting.id, ownerNumber);
      void deliver(waiting);
    },
    retry: (message) => void deliver(message),
    discard: forget,
  };
}

function waitingMessage(conversation: Conversation, text: string, author: string): Message {
  return {
    id: LOCAL + newKey(),
    conversation_id: conversation.id,
    seq: null,
    sender_type: "business_human",
    sender_name: author,
    content_type: "text",
    text_content: text,
    media_url: null,
    channel: conversation.channel,
    direction: "outbound",
    delivery: "sending",
    confidence: null,
    sources: [],
    created_at: new Date().toISOString(),
  };
}
