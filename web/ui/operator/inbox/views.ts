import type { Conversation, Status } from "../api/types";
import type { IconName } from "../parts/icon";

export type ViewId = "open" | "waiting" | "mine" | "resolved" | "archived";

export interface View {
  id: ViewId;
  label: string;
  icon: IconName;
  statuses: Status[];
  owner?: "me";
  empty: { title: string; detail: string };
}

const OPEN: Status[] = ["active_ai", "escalated_human_needed", "active_human"];

export const VIEWS: View[] = [
  {
    id: "open",
    label: "All open",
    icon: "inbox",
    statuses: OPEN,
    empty: { title: "No open conversations", detail: "New ones appear here by themselves." },
  },
  {
    id: "waiting",
    label: "Needs a person",
    icon: "hand",
    statuses: ["escalated_human_needed"],
    empty: { title: "Nobody is waiting", detail: "What the assistant hands over lands here." },
  },
  {
    id: "mine",
    label: "Mine",
    icon: "person",
    statuses: OPEN,
    owner: "me",
    empty: {
      title: "Nothing is yours right now",
      detail: "Take over or reply to make a conversation yours.",
    },
  },
  {
    id: "resolved",
    label: "Resolved",
    icon: "check",
    statuses: ["resolved_by_human", "resolved_by_ai"],
    empty: { title: "Nothing resolved yet", detail: "Solved conversations are kept here for 30 days." },
  },
  {
    id: "archived",
    label: "Archived",
    icon: "archive",
    statuses: ["archived"],
    empty: { title: "The archive is empty", detail: "Resolved conversations move here after 30 days." },
  },
];

/** Views whose numbers stand in the rail; the rest only grow and say nothing. */
export const COUNTED: ViewId[] = ["open", "waiting", "mine"];

export function viewOf(id: ViewId): View {
  return VIEWS.find((view) => view.id === id) ?? (VIEWS[0] as View);
}

export function isViewId(value: unknown): value is ViewId {
  return VIEWS.some((view) => view.id === value);
}

/** Whether a conversation belongs in a view: the same rule that the server applies to the list. */
export function belongsIn(view: View, conversation: Conversation, me: string): boolean {
  if (!view.statuses.includes(conversation.status)) return false;
  if (view.owner !== "me") return true;
  return conversation.owner.user_id === me || conversation.assignee_id === me;
}
