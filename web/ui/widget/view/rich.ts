/** Message text as nodes: addresses become links, `**strong**` becomes strong. Everything else stays text. */
import { h } from "./dom";

const MARKS = /(https?:\/\/[^\s<>"]+[^\s<>"'.,;:!?)\]])|\*\*([^*\n]+)\*\*/g;

export function richText(text: string): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKS)) {
    if (match.index > end) nodes.push(text.slice(end, match.index));
    const [whole, address, strong] = match;
    if (address) nodes.push(h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, address));
    else nodes.push(h("strong", {}, strong ?? ""));
    end = match.index + whole.length;
  }
  if (end < text.length) nodes.push(text.slice(end));
  return nodes;
}
