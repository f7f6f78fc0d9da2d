import { useMessages } from "../api/conversations";
import type { Draft, Message } from "../api/types";
import { classes } from "../parts/classes";
import { timeOfDay } from "../parts/time";
import { flatten } from "../thread/pages";

const SHOWN = 8;

const NAMES: Record<Message["sender_type"], string> = {
  customer: "Customer",
  ai_bot: "Assistant",
  business_human: "Team",
};

/** What was said before the question, for a judgement without leaving the queue. */
export function EarlierMessages({ draft }: { draft: Draft }) {
  const messages = flatten(useMessages(draft.conversation_id).data);
  const question = messages.findIndex((message) => message.id === draft.in_reply_to);
  const earlier = (question === -1 ? messages : messages.slice(0, question)).slice(-SHOWN);
  if (earlier.length === 0) return null;

  return (
    <section aria-label="Earlier in this conversation" className="mt-6 px-1">
      <h2 className="mb-2 text-xs font-semibold text-ink-soft">Earlier in this conversation</h2>
      <ol className="flex flex-col gap-2.5">
        {earlier.map((message) => (
          <li key={message.id} className="grid grid-cols-[5.5rem_1fr] gap-3 text-sm">
            <p className="text-xs leading-5">
              <span
                className={classes(
                  "block font-medium",
                  message.sender_type === "ai_bot" ? "text-bot-ink" : "text-ink-soft",
                )}
              >
                {message.sender_name || NAMES[message.sender_type]}
              </span>
              <time dateTime={message.created_at} className="text-ink-faint">
                {timeOfDay(message.created_at)}
              </time>
            </p>
            <p dir="auto" className="min-w-0 break-words whitespace-pre-wrap text-ink-soft">
              {message.text_content}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
