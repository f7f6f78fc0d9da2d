import { useMe } from "../api/session";
import type { Conversation } from "../api/types";
import { Panel } from "./panel";

interface Props {
  conversation: Conversation;
  assign: (userId: string | null) => void;
}

export function Assignee({ conversation, assign }: Props) {
  const me = useMe();
  const mine = conversation.assignee_id === me.id;
  const words = mine ? "You" : conversation.assignee_id ? "A colleague" : "Nobody";
  return (
    <Panel
      title="Assigned to"
      aside={
        <button
          type="button"
          className="rounded px-1.5 text-xs font-medium text-accent-ink hover:bg-hover"
          onClick={() => assign(mine ? null : me.id)}
        >
          {mine ? "Unassign" : "Assign to me"}
        </button>
      }
    >
      <p className="text-sm">{words}</p>
    </Panel>
  );
}
