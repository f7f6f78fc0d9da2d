import type { Message } from "../api/types";
import { Icon } from "../parts/icon";
import { isLocal } from "./outgoing";
import type { Sender } from "./send";

const WORDS: Record<string, string> = {
  sending: "Sending…",
  pending: "Queued",
  queued: "Queued",
  sent: "Sent",
  delivered: "Delivered",
  read: "Read",
  unknown: "Outcome unknown",
};

interface Props {
  message: Message;
  sender: Sender;
  /** Good news stand under the last message of a group only. */
  shown: boolean;
}

export function Delivery({ message, sender, shown }: Props) {
  const state = message.delivery;
  if (state === "failed") {
    return (
      <p className="mt-1 flex items-center gap-1.5 px-1 text-xs text-bad-ink">
        <Icon name="alert" size={13} />
        Not delivered
        {isLocal(message) && (
          <>
            <button type="button" className="font-medium underline" onClick={() => sender.retry(message)}>
              Try again
            </button>
            <button type="button" className="underline" onClick={() => sender.discard(message)}>
              Discard
            </button>
          </>
        )}
      </p>
    );
  }
  const words = state ? WORDS[state] : undefined;
  if (!words || (!shown && state !== "unknown")) return null;
  if (message.sender_type === "ai_bot" && state !== "unknown") return null;
  return <p className="mt-1 px-1 text-2xs text-ink-faint">{words}</p>;
}
