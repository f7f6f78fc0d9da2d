import type { Conversation } from "../api/types";
import { Dialog } from "../parts/dialog";
import { useMediaQuery } from "../parts/media_query";
import type { ThreadActions } from "../thread/actions";
import { Assignee } from "./assignee";
import { CartPanel } from "./cart_panel";
import { CustomerPanel } from "./customer_panel";
import { NotesPanel } from "./notes_panel";
import { OwnersPanel } from "./owners_panel";
import { Tags } from "./tags";

interface Props {
  conversation: Conversation;
  actions: ThreadActions;
  open: boolean;
  onClose: () => void;
}

/** What to know about the customer: a pane where there is room, else a drawer. */
export function ContextPane({ conversation, actions, open, onClose }: Props) {
  const wide = useMediaQuery("(min-width: 75rem)");
  const panels = (
    <>
      <CustomerPanel conversation={conversation} />
      <CartPanel conversationId={conversation.id} />
      <Assignee conversation={conversation} assign={actions.assign} />
      <Tags tags={conversation.tags} save={actions.setTags} />
      <NotesPanel conversationId={conversation.id} />
      <OwnersPanel conversation={conversation} />
    </>
  );
  if (wide) {
    return (
      <aside
        aria-label="Customer details"
        className="w-72 shrink-0 overflow-y-auto border-l border-line bg-canvas"
      >
        {panels}
      </aside>
    );
  }
  if (!open) return null;
  return (
    <Dialog title="Customer details" shape="right" onClose={onClose}>
      <div className="min-h-0 flex-1 overflow-y-auto">{panels}</div>
    </Dialog>
  );
}
