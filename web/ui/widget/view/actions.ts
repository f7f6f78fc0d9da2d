/** One small line for each thing that was done, or could not be done and is not told by the answer itself. */
import type { ActionResult } from "../frames";
import type { Texts } from "../texts";
import { h, type IconName, icon } from "./dom";

type Group = keyof Texts["actions"];

/** Looking things up is no deed worth a line; these are. */
const groups: Record<string, Group> = {
  add_to_cart: "add",
  add_multiple_to_cart: "add",
  search_and_add_to_cart: "add",
  update_cart: "change",
  adjust_cart_quantity: "change",
  remove_from_cart: "change",
  clear_cart: "change",
  apply_discount: "discount",
  checkout: "checkout",
  change_order_address: "address",
  cancel_order: "cancel",
  request_refund: "refund",
  save_preference: "memory",
  forget_preference: "memory",
  clear_memory: "memory",
  support_escalation: "support",
};

const icons: Record<string, IconName> = { done: "check", needs_confirmation: "ask" };

export function actionLines(actions: ActionResult[], said: string, texts: Texts): HTMLElement | null {
  const lines = actions.flatMap((action) => {
    const text = lineText(action, said, texts);
    if (!text) return [];
    const mark = icon(icons[action.status] ?? "alert");
    return [h("li", { class: action.status }, mark, h("span", { dir: "auto" }, text))];
  });
  return lines.length > 0 ? h("ul", { class: "actions" }, ...lines) : null;
}

function lineText(action: ActionResult, said: string, texts: Texts): string | null {
  const group = groups[action.name];
  if (!group) return null;
  if (action.status === "done") return texts.done[group];
  const status = texts.status[action.status as keyof Texts["status"]];
  if (!status) return null;
  const problem = action.problem?.detail;
  // What the answer says itself need not be said again below it.
  if (problem && said.includes(problem)) return null;
  return `${texts.actions[group]}: ${status}${problem ? ` (${problem})` : ""}`;
}
