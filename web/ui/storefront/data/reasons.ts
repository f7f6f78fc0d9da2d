/** Why a product stands where it stands: what is remembered of the shopper, never a fact about the product. */
import type { Reason } from "../../shared/api";

const TOLD = 2;

/** One line for a card; nothing where nothing that is remembered speaks for the product. */
export function whyOf(reasons: Reason[] | undefined): string | null {
  const told = (reasons ?? []).map(wordsOf).filter((words) => words !== null);
  return told.length > 0 ? `Suits you: ${told.slice(0, TOLD).join(", ")}` : null;
}

function wordsOf({ kind, value }: Reason): string | null {
  const name = value?.replaceAll("-", " ");
  switch (kind) {
    case "size":
      return `you wear ${name}`;
    case "color":
    case "brand":
    case "category":
    case "style":
      return `you like ${name}`;
    case "price_range":
      return "within your prices";
    case "often_category":
    case "often_brand":
      return `you often look at ${name}`;
    default:
      return null;
  }
}
