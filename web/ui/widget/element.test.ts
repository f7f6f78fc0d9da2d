import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ColloquyChat } from "./element";

class QuietSocket {
  readyState = 0;
  close(): void {}
}

beforeEach(() => {
  vi.stubGlobal("WebSocket", QuietSocket);
  vi.stubGlobal("fetch", async () => new Response("{}", { status: 503 }));
  if (!customElements.get("colloquy-chat")) customElements.define("colloquy-chat", ColloquyChat);
});

afterEach(() => {
  document.body.replaceChildren();
  localStorage.clear();
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

function place(): { element: ColloquyChat; root: ShadowRoot } {
  const element = new ColloquyChat();
  element.dataset.key = "pk_test";
  document.body.append(element);
  return { element, root: element.shadowRoot as ShadowRoot };
}

test("opening_takes_focus_in_and_escape_gives_it_back", () => {
  const before = document.createElement("button");
  document.body.append(before);
  const { element, root } = place();
  before.focus();
  element.open();
  expect(root.querySelector("[role=dialog]")?.getAttribute("aria-labelledby")).toBe("title");
  expect(root.activeElement?.tagName).toBe("TEXTAREA");
  root
    .querySelector("textarea")
    ?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  expect(root.querySelector("[role=dialog]")).toBeNull();
  expect(document.activeElement).toBe(before);
});

test("enter_sends_and_shift_enter_does_not", () => {
  const { element, root } = place();
  element.open();
  const field = root.querySelector("textarea") as HTMLTextAreaElement;
  field.value = "hello";
  field.dispatchEvent(new Event("input"));
  field.dispatchEvent(
    new KeyboardEvent("keydown", { key: "Enter", shiftKey: true, bubbles: true, cancelable: true }),
  );
  expect(field.value).toBe("hello");
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  expect(field.value).toBe("");
});

test("every_icon_button_has_a_name", () => {
  const { element, root } = place();
  element.open();
  for (const button of root.querySelectorAll("button, summary")) {
    expect(button.getAttribute("aria-label") || button.textContent).toBeTruthy();
  }
});
