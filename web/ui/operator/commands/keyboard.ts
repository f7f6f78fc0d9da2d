import { useEffect } from "react";
import { findByKeys } from "./registry";

const STORAGE_KEY = "colloquy.operator.single_keys";

/** Single keys can be shut off, for those who dictate or whose hands slip. */
export function singleKeysEnabled(): boolean {
  return localStorage.getItem(STORAGE_KEY) !== "off";
}

export function enableSingleKeys(enabled: boolean): void {
  localStorage.setItem(STORAGE_KEY, enabled ? "on" : "off");
}

export function useKeyboard(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      const withModifier = event.ctrlKey || event.metaKey;
      if (!withModifier && (isWriting(event.target) || isModalOpen())) return;
      if (!withModifier && event.key !== "Escape" && !singleKeysEnabled()) return;
      if (event.key === "Enter" && isControl(event.target)) return;

      const command = findByKeys((withModifier ? "mod+" : "") + event.key.toLowerCase());
      if (!command) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null
  );
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("a, button, summary, [role=tab]") !== null;
}

function isModalOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}
