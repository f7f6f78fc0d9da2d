import { useMe } from "../api/session";
import type { Conversation } from "../api/types";
import { ownerName } from "../inbox/names";
import { age, fullTime, useNow } from "../parts/time";
import { describe } from "../thread/system_line";
import { eventsOf } from "../thread/timeline";
import { Panel } from "./panel";

/** Through whose hands the conversation went, newest first. */
export function OwnersPanel({ conversation }: { conversation: Conversation }) {
  const me = useMe().id;
  const now = useNow();
  const events = eventsOf(conversation).toReversed();
  return (
    <Panel title="History">
      <ol className="flex flex-col gap-1.5 border-s border-line-strong ps-3 text-sm">
        <li className="font-medium">
          {ownerName(conversation.owner, me)} {conversation.owner.user_id === me ? "have" : "has"} it now
        </li>
        {events.map((event) => (
          <li key={`${event.status}-${event.created_at}`} className="text-ink-soft">
            {describe(event, me)}{" "}
            <time
              dateTime={event.created_at}
              title={fullTime(event.created_at)}
              className="text-xs text-ink-faint"
            >
              {age(event.created_at, now)}
            </time>
          </li>
        ))}
        <li className="text-ink-soft">
          Conversation began{" "}
          <time dateTime={conversation.created_at} className="text-xs text-ink-faint">
            {age(conversation.created_at, now)}
          </time>
        </li>
      </ol>
    </Panel>
  );
}
