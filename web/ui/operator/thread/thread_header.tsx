import { useEffect, useState } from "react";
import { usePresence, useTypingUntil } from "../api/conversations";
import { useMe } from "../api/session";
import type { Conversation } from "../api/types";
import { channelOf, customerName } from "../inbox/names";
import { useOpenConversation } from "../inbox/selection";
import { StateChip } from "../inbox/state_chip";
import { Avatar } from "../parts/avatar";
import { Button, IconButton } from "../parts/button";
import { Icon } from "../parts/icon";
import type { ThreadActions } from "./actions";

interface Props {
  conversation: Conversation;
  actions: ThreadActions;
  onResolve: () => void;
  onDetails: () => void;
}

export function ThreadHeader({ conversation, actions, onResolve, onDetails }: Props) {
  const me = useMe().id;
  const open = useOpenConversation();
  const name = customerName(conversation);
  const channel = channelOf(conversation.channel);
  const mine = conversation.status === "active_human" && conversation.owner.user_id === me;
  const done = conversation.status.startsWith("resolved") || conversation.status === "archived";

  return (
    <header className="flex h-14 shrink-0 items-center gap-2.5 border-b border-line px-3 md:px-4">
      <IconButton
        name="back"
        label="Back to the list"
        className="-ml-1.5 md:hidden"
        onClick={() => open(null)}
      />
      <Avatar name={name} size="sm" />
      <div className="min-w-0 flex-1">
        <h1 dir="auto" className="truncate text-left text-base leading-5 font-semibold">
          {name}
        </h1>
        <p className="flex items-center gap-1.5 truncate text-xs text-ink-faint">
          <Icon name={channel.icon} size={12} />
          {channel.label}
          <CustomerTyping conversationId={conversation.id} />
          <Viewers conversationId={conversation.id} />
        </p>
      </div>
      <span className="max-[90rem]:hidden">
        <StateChip conversation={conversation} me={me} />
      </span>
      {!done && (
        <Button
          icon={mine ? "bot" : "baton"}
          hint="t"
          busy={actions.busy}
          className="max-md:hidden"
          onClick={mine ? actions.handBack : actions.takeOver}
        >
          {mine ? "Hand back" : "Take over"}
        </Button>
      )}
      <Button icon={done ? "refresh" : "check"} hint="e" busy={actions.busy} onClick={onResolve}>
        {done ? "Reopen" : "Resolve"}
      </Button>
      <IconButton name="panel" label="Customer details" className="wide:hidden" onClick={onDetails} />
    </header>
  );
}

function CustomerTyping({ conversationId }: { conversationId: string }) {
  const until = useTypingUntil(conversationId);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const left = until - Date.now();
    setNow(Date.now());
    if (left <= 0) return;
    const timer = setTimeout(() => setNow(Date.now()), left + 50);
    return () => clearTimeout(timer);
  }, [until]);
  return until > now ? <span className="truncate text-ink-soft">· writing…</span> : null;
}

function Viewers({ conversationId }: { conversationId: string }) {
  const people = usePresence(conversationId);
  if (people.length === 0) return null;
  const names = people.map((person) => person.name ?? "A colleague");
  const typing = people.some((person) => person.typing);
  return (
    <span className="truncate text-accent-ink">
      · {names.slice(0, 2).join(", ")}
      {names.length > 2 && ` and ${names.length - 2} more`} {typing ? "writing…" : "viewing"}
    </span>
  );
}
