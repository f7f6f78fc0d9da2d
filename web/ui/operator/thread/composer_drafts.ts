import { useSyncExternalStore } from "react";
import type { ComposerTab } from "./composer_focus";

/** What was written and not yet sent, and for which owner it was begun. */
export interface Unsent {
  text: string;
  ownerNumber: number | null;
}

const NOTHING: Unsent = { text: "", ownerNumber: null };
const held = new Map<string, Unsent>();
const listeners = new Set<() => void>();

function placeOf(conversationId: string, tab: ComposerTab): string {
  return `colloquy.operator.unsent.${tab}.${conversationId}`;
}

export function readUnsent(conversationId: string, tab: ComposerTab): Unsent {
  const place = placeOf(conversationId, tab);
  const known = held.get(place);
  if (known) return known;
  const stored = readStored(place);
  held.set(place, stored);
  return stored;
}

function readStored(place: string): Unsent {
  try {
    const stored = sessionStorage.getItem(place);
    return stored ? (JSON.parse(stored) as Unsent) : NOTHING;
  } catch {
    return NOTHING;
  }
}

export function writeUnsent(conversationId: string, tab: ComposerTab, unsent: Unsent): void {
  const place = placeOf(conversationId, tab);
  held.set(place, unsent.text ? unsent : NOTHING);
  try {
    if (unsent.text) sessionStorage.setItem(place, JSON.stringify(unsent));
    else sessionStorage.removeItem(place);
  } catch {
    // A full storage must not stop the typing.
  }
  for (const listener of listeners) listener();
}

/** Gives a refused text back to the reply field, before what was begun there since. */
export function giveBack(conversationId: string, text: string, ownerNumber: number | null): void {
  const since = readUnsent(conversationId, "reply");
  const whole = since.text ? `${text}\n\n${since.text}` : text;
  writeUnsent(conversationId, "reply", { text: whole, ownerNumber });
}

/** One text for each conversation and tab; it outlives a change of conversation and a reload. */
export function useUnsent(conversationId: string, tab: ComposerTab): [Unsent, (next: Unsent) => void] {
  const unsent = useSyncExternalStore(subscribe, () => readUnsent(conversationId, tab));
  return [unsent, (next) => writeUnsent(conversationId, tab, next)];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
