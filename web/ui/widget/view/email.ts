/** While a person is being waited for: an address to answer to, given with consent or not at all. */
import type { Context } from "../context";
import { h } from "./dom";

export function emailOffer(context: Context): HTMLElement {
  const { chat, texts } = context;
  if (chat.hasLeftEmail) return h("p", { class: "quiet" }, texts.emailDone);
  const address = h("input", {
    type: "email",
    required: true,
    autocomplete: "email",
    "aria-label": texts.email,
  });
  address.placeholder = texts.email;
  const consent = h("input", { type: "checkbox", required: true });
  const leave = (event: Event) => {
    event.preventDefault();
    chat.leaveEmail(address.value, texts.emailSentence(address.value), texts.emailConsent);
  };
  return h(
    "details",
    { class: "email" },
    h("summary", {}, texts.emailOffer),
    h(
      "form",
      { onsubmit: leave },
      address,
      h("label", {}, consent, texts.emailConsent),
      h("button", { type: "submit" }, texts.emailSend),
    ),
  );
}
