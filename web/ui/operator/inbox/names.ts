import type { Conversation, Owner, Status } from "../api/types";
import type { Tone } from "../parts/chip";
import type { IconName } from "../parts/icon";

/** The end of the id tells one guest from another. */
export function customerName({ customer }: Pick<Conversation, "customer">): string {
  return customer.name?.trim() || `Guest ${customer.id?.slice(-4) ?? ""}`.trim();
}

const CHANNELS: Record<string, { label: string; icon: IconName }> = {
  web: { label: "Web chat", icon: "chat" },
  storefront: { label: "Web chat", icon: "chat" },
  widget: { label: "Web chat", icon: "chat" },
  email: { label: "Email", icon: "mail" },
  gmail: { label: "Email", icon: "mail" },
  whatsapp: { label: "WhatsApp", icon: "phone" },
  instagram: { label: "Instagram", icon: "camera" },
  web_form: { label: "Support form", icon: "form" },
  form: { label: "Support form", icon: "form" },
  dixa: { label: "Dixa", icon: "mail" },
};

export function channelOf(channel: string): { label: string; icon: IconName } {
  return CHANNELS[channel] ?? { label: channel, icon: "chat" };
}

export function ownerName(owner: Owner, me: string): string {
  if (owner.kind === "assistant") return "The assistant";
  if (owner.user_id === me) return "You";
  return "A colleague";
}

export function stateOf(status: Status, owner: Owner, me: string): { label: string; tone: Tone } {
  switch (status) {
    case "active_ai":
      return { label: "Assistant", tone: "bot" };
    case "escalated_human_needed":
      return { label: "Needs a person", tone: "wait" };
    case "active_human":
      return { label: ownerName(owner, me), tone: "person" };
    case "resolved_by_ai":
      return { label: "Solved by assistant", tone: "done" };
    case "resolved_by_human":
      return { label: "Solved", tone: "done" };
    case "archived":
      return { label: "Archived", tone: "done" };
  }
}

/** `human_requested` as `Human requested`, for codes that have no sentence of their own. */
export function spoken(code: string): string {
  const words = code.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
