import type { Conversation, Message, Sender as SenderKind } from "../api/types";
import { customerName } from "../inbox/names";
import { classes } from "../parts/classes";
import { Icon } from "../parts/icon";
import { percent } from "../parts/money";
import { RichText } from "../parts/rich_text";
import { fullTime, timeOfDay } from "../parts/time";
import { Delivery } from "./delivery";
import { Media } from "./media";
import type { Sender } from "./send";
import { SourceChips } from "./source_chips";
import type { TimelineItem } from "./timeline";

const LOOKS: Record<SenderKind, string> = {
  customer: "bg-sunken",
  ai_bot: "border border-bot-line bg-bot-soft",
  business_human: "bg-accent text-white",
};

interface Props {
  item: Extract<TimelineItem, { kind: "message" }>;
  conversation: Conversation;
  sender: Sender;
  onTrace: (messageId: string) => void;
}

export function Bubble({ item, conversation, sender, onTrace }: Props) {
  const { message, first, last } = item;
  const inbound = message.sender_type === "customer";
  const bot = message.sender_type === "ai_bot";
  const author = authorOf(message, conversation);

  return (
    <article
      aria-label={`${author}, ${timeOfDay(message.created_at)}`}
      className={classes(
        "flex max-w-[88%] flex-col md:max-w-[80%]",
        inbound ? "items-start self-start" : "items-end self-end",
        first ? "mt-4" : "mt-1",
      )}
    >
      {first && (
        <p className="mb-1 flex items-center gap-1.5 px-1 text-xs text-ink-faint">
          {bot && <Icon name="bot" size={13} className="text-bot-ink" />}
          <span dir="auto" className={classes("font-medium", bot ? "text-bot-ink" : "text-ink-soft")}>
            {author}
          </span>
          <time dateTime={message.created_at} title={fullTime(message.created_at)}>
            {timeOfDay(message.created_at)}
          </time>
        </p>
      )}
      <div
        className={classes(
          "max-w-full rounded-2xl px-3.5 py-2 text-base",
          LOOKS[message.sender_type],
          message.delivery === "failed" && "opacity-80",
          inbound ? "rounded-es-md" : "rounded-ee-md",
        )}
      >
        {message.media_url && <Media message={message} />}
        {message.text_content && (
          <p dir="auto" className="break-words whitespace-pre-wrap">
            <RichText text={message.text_content} />
          </p>
        )}
        {!message.text_content && !message.media_url && <p className="italic">Empty message</p>}
      </div>
      {bot && (
        <div className="mt-1.5 flex max-w-full flex-wrap items-center justify-end gap-1.5">
          <SourceChips atEnd sources={message.sources} onOpen={() => onTrace(message.id)} />
          <button
            type="button"
            className="inline-flex h-6 items-center gap-1 rounded px-1.5 text-xs font-medium text-bot-ink hover:bg-bot-soft"
            onClick={() => onTrace(message.id)}
          >
            <Icon name="spark" size={13} />
            Why this answer
            {message.confidence !== null && (
              <span className="tabular-nums">· {percent(message.confidence)}</span>
            )}
          </button>
        </div>
      )}
      {!inbound && <Delivery message={message} sender={sender} shown={last} />}
    </article>
  );
}

function authorOf(message: Message, conversation: Conversation): string {
  if (message.sender_type === "customer") return message.sender_name || customerName(conversation);
  if (message.sender_type === "ai_bot") return message.sender_name || "Assistant";
  return message.sender_name || "Team";
}
