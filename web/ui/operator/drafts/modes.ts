export type CardMode = "read" | "edit" | "reject";
export type CardWish = CardMode | "approve";

const EVENT = "colloquy:draft";

/** Lets a key on the page do what a button of the card does. */
export function wishOnCard(draftId: string, wish: CardWish): void {
  window.dispatchEvent(new CustomEvent(EVENT, { detail: { draftId, wish } }));
}

export function onCardMode(draftId: string, listener: (wish: CardWish) => void): () => void {
  const handle = (event: Event) => {
    const { detail } = event as CustomEvent<{ draftId: string; wish: CardWish }>;
    if (detail.draftId === draftId) listener(detail.wish);
  };
  window.addEventListener(EVENT, handle);
  return () => window.removeEventListener(EVENT, handle);
}
