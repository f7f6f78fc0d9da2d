import type { Conversation } from "../api/types";
import { Chip, type Tone } from "../parts/chip";
import { Icon, type IconName } from "../parts/icon";
import { stateOf } from "./names";

const ICONS: Partial<Record<Tone, IconName>> = { bot: "bot", wait: "hand", person: "person", done: "check" };

/** In whose hands a conversation is, in words and colour. */
export function StateChip({ conversation, me }: { conversation: Conversation; me: string }) {
  const state = stateOf(conversation.status, conversation.owner, me);
  return (
    <Chip tone={state.tone}>
      <Icon name={conversation.status === "archived" ? "archive" : (ICONS[state.tone] ?? "chat")} size={12} />
      {state.label}
    </Chip>
  );
}
