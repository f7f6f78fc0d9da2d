export type ComposerTab = "reply" | "note";

const EVENT = "colloquy:compose";

/** Asks the composer on the page, if there is one, to take the focus with a tab. */
export function focusComposer(tab: ComposerTab): void {
  window.dispatchEvent(new CustomEvent(EVENT, { detail: tab }));
}

export function onFocusComposer(listener: (tab: ComposerTab) => void): () => void {
  const handle = (event: Event) => listener((event as CustomEvent<ComposerTab>).detail);
  window.addEventListener(EVENT, handle);
  return () => window.removeEventListener(EVENT, handle);
}
