import { Link } from "@tanstack/react-router";
import { memo } from "react";
import type { Conversation } from "../api/types";
import { Avatar } from "../parts/avatar";
import { Chip } from "../parts/chip";
import { classes } from "../parts/classes";
import { Icon } from "../parts/icon";
import { percent } from "../parts/money";
import { age, fullTime } from "../parts/time";
import { channelOf, customerName } from "./names";
import { isUnread } from "./seen";
import { StateChip } from "./state_chip";

interface Props {
  conversation: Conversation;
  selected: boolean;
  me: string;
  now: number;
}

export const ListItem = memo(function ListItem({ conversation, selected, me, now }: Props) {
  const name = customerName(conversation);
  const channel = channelOf(conversation.channel);
  const unread = isUnread(conversation);
  const last = conversation.last_message;
  const at = conversation.last_message_at ?? conversation.created_at;

  return (
    <li
      data-id={conversation.id}
      className="border-b border-line [contain-intrinsic-size:auto_5.5rem] [content-visibility:auto]"
    >
      <Link
        to="/conversations/$id"
        params={{ id: conversation.id }}
        search={(old) => ({ view: old.view, q: old.q })}
        aria-current={selected ? "true" : undefined}
        className={classes(
          "relative flex gap-3 px-3 py-3 outline-offset-[-3px] transition-colors",
          selected
            ? "bg-picked before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-accent"
            : "hover:bg-sunken",
        )}
      >
        <span className="self-start">
          <Avatar name={name} badge={channel.icon} />
        </span>
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="flex items-baseline gap-2">
            <span
              dir="auto"
              className={classes(
                "min-w-0 flex-1 truncate text-left text-base",
                unread ? "font-semibold" : "font-medium",
              )}
            >
              {name}
            </span>
            <span className="sr-only">, {channel.label},</span>
            <time dateTime={at} title={fullTime(at)} className="text-2xs text-ink-faint tabular-nums">
              {age(at, now)}
            </time>
          </span>
          <span className="flex items-center gap-2">
            <span
              dir="auto"
              className={classes(
                "min-w-0 flex-1 truncate text-left text-sm",
                unread ? "text-ink" : "text-ink-faint",
              )}
            >
              {last && last.sender_type !== "customer" && (
                <span className="text-ink-faint">
                  {last.sender_type === "ai_bot" ? "Assistant: " : "Team: "}
                </span>
              )}
              {last?.text || (last ? "Attachment" : "No messages yet")}
            </span>
            {unread && (
              <span className="size-2 shrink-0 rounded-full bg-accent">
                <span className="sr-only">Unread</span>
              </span>
            )}
          </span>
          <span className="mt-1 flex min-w-0 items-center gap-1.5">
            <StateChip conversation={conversation} me={me} />
            {conversation.pending_draft && (
              <Chip tone="wait">
                <Icon name="draft" size={12} />
                Draft {percent(conversation.pending_draft.confidence)}
              </Chip>
            )}
            {conversation.tags.slice(0, 1).map((tag) => (
              <Chip key={tag} tone="plain" className="min-w-0">
                <span className="truncate">{tag}</span>
              </Chip>
            ))}
          </span>
        </span>
      </Link>
    </li>
  );
});
