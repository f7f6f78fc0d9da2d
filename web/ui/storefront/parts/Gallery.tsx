import { useState } from "react";
import type { Product } from "../../shared/api";
import { altOf, pictureOf } from "../data/variants";
import { Picture } from "./Picture";

/** The picture of the chosen color, and the others to choose from where the shop has kept more. */
export function Gallery({ product, color }: { product: Product; color: string | null }) {
  const ofColor = pictureOf(product, color);
  const [chosen, setChosen] = useState<{ picture: string; color: string | null } | null>(null);
  // A choice lasts until another color is chosen.
  const shown = chosen && chosen.color === color ? chosen.picture : ofColor;
  const others = (product.images ?? []).filter((image) => !image.includes("?color="));
  const name = color ? `${product.name} in ${color}` : product.name;
  return (
    <div className="lg:sticky lg:top-24 lg:self-start">
      <Picture
        src={shown}
        alt={altOf(product, shown) || name}
        isFirst
        className="aspect-square rounded-2xl max-sm:-mx-4 max-sm:-mt-6 max-sm:rounded-none"
      />
      {others.length > 1 && (
        <ul aria-label="Pictures" className="mt-3 flex flex-wrap gap-3">
          {others.map((picture, place) => (
            <li key={picture}>
              <button
                type="button"
                aria-pressed={picture === shown}
                aria-label={altOf(product, picture) || `Picture ${place + 1} of ${others.length}`}
                onClick={() => setChosen({ picture, color })}
                className="block size-16 overflow-hidden rounded-lg border-2 border-transparent aria-pressed:border-ink"
              >
                <Picture src={picture} className="size-full" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
