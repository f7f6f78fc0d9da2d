import { useMe } from "../api/session";
import type { Conversation } from "../api/types";
import { ownerName } from "../inbox/names";
import { classes } from "../parts/classes";
import { Icon } from "../parts/icon";
import type { ThreadActions } from "./actions";

/** Who speaks to the customer now, and the one step that changes it. */
export function OwnerStrip({
  conversation,
  actions,
}: {
  conversation: Conversation;
  actions: ThreadActions;
}) {
  const me = useMe().id;
  const { owner, status } = conversation;
  const mine = status === "active_human" && owner.user_id === me;

  if (status.startsWith("resolved") || status === "archived") {
    return <Strip tone="plain" text="This conversation is closed. A reply opens it again." />;
  }
  if (mine) {
    return (
      <Strip
        tone="person"
        text="You have this conversation; the assistant is silent."
        action={{ label: "Hand back", run: actions.handBack, busy: actions.busy }}
      />
    );
  }
  if (status === "escalated_human_needed") {
    return (
      <Strip
        tone="wait"
        text="The customer waits for a person."
        action={{ label: "Take over", run: actions.takeOver, busy: actions.busy }}
      />
    );
  }
  const assistants = owner.kind === "assistant";
  const text = assistants
    ? "The assistant answers here. Sending takes over."
    : `${ownerName(owner, me)} has this conversation. Sending takes it over.`;
  return (
    <Strip
      tone={assistants ? "bot" : "person"}
      text={text}
      action={{ label: "Take over", run: actions.takeOver, busy: actions.busy }}
    />
  );
}

const TONES = {
  bot: "border-bot-line bg-bot-soft text-bot-ink",
  person: "border-accent-line bg-accent-soft text-accent-ink",
  wait: "border-wait-line bg-wait-soft text-wait-ink",
  plain: "border-line bg-sunken text-ink-soft",
} as const;

interface StripProps {
  tone: keyof typeof TONES;
  text: string;
  action?: { label: string; run: () => void; busy: boolean };
}

function Strip({ tone, text, action }: StripProps) {
  return (
    <div className={classes("flex min-h-8 items-center gap-2 border-b px-3.5 py-1 text-xs", TONES[tone])}>
      <Icon
        name={tone === "bot" ? "bot" : tone === "wait" ? "hand" : tone === "person" ? "person" : "check"}
        size={14}
      />
      <span className="min-w-0 flex-1">{text}</span>
      {action && (
        <button
          type="button"
          className="shrink-0 rounded px-1.5 py-0.5 font-semibold underline-offset-2 hover:underline"
          disabled={action.busy}
          onClick={action.run}
        >
          {action.label}
        </button>
      )}
    </div>
  );
}
