import type { Product } from "../../shared/api";
import { whyOf } from "../data/reasons";
import { swatchOf } from "../data/swatches";
import { altOf, colorsOf, hasPriceRange, pictureOf, stockOf } from "../data/variants";
import { Link } from "../router";
import { Picture } from "./Picture";
import { Price } from "./Price";

const FEW = 6;
const DOTS_SHOWN = 5;

export function ProductCard({
  product,
  color,
  isFirst = false,
}: {
  product: Product;
  color?: string | undefined;
  isFirst?: boolean;
}) {
  const colors = colorsOf(product);
  const why = whyOf(product.reasons);
  const stock = product.variants?.length ? stockOf(product) : null;
  const shown = color && colors.includes(color) ? color : undefined;
  const picture = pictureOf(product, shown);
  const href = `/products/${product.slug}${shown ? `?color=${encodeURIComponent(shown)}` : ""}`;
  return (
    <article className="group relative">
      <div className="relative overflow-hidden rounded-xl">
        <Picture
          src={picture}
          alt={altOf(product, picture)}
          isFirst={isFirst}
          className={`aspect-square [&>img]:transition-transform [&>img]:duration-300 motion-safe:group-hover:[&>img]:scale-[1.04] ${
            stock === 0 ? "[&>img]:opacity-55" : ""
          }`}
        />
        {stock !== null && stock <= FEW && (
          <p className="absolute top-3 left-3 rounded bg-panel px-2 py-1 text-xs font-semibold text-ink">
            {stock === 0 ? "Sold out" : `Only ${stock} left`}
          </p>
        )}
      </div>
      <div className="mt-3 flex flex-col justify-between gap-x-4 gap-y-1 sm:flex-row sm:items-start">
        <div className="min-w-0">
          <h3 className="leading-snug font-semibold">
            <Link
              href={href}
              className="outline-none group-hover:underline group-hover:decoration-2 group-hover:underline-offset-4 after:absolute after:inset-0 after:rounded-xl focus-visible:after:outline-2 focus-visible:after:outline-offset-4 focus-visible:after:outline-track"
            >
              {product.name}
            </Link>
          </h3>
          <p className="mt-0.5 text-[0.9375rem] text-quiet">{product.brand}</p>
          {why && <p className="mt-0.5 text-[0.9375rem] font-medium text-good">{why}</p>}
        </div>
        <p className="shrink-0 font-semibold">
          {hasPriceRange(product) && <span className="font-normal text-quiet">from </span>}
          <Price amount={product.price} currency={product.currency} />
        </p>
      </div>
      {colors.length > 1 && (
        <p className="mt-2 flex items-center gap-1.5">
          <span className="sr-only">{colors.length} colours</span>
          {colors.slice(0, DOTS_SHOWN).map((name) => (
            <span
              key={name}
              aria-hidden="true"
              className="size-3 rounded-full ring-1 ring-edge/60 ring-inset"
              style={{ backgroundColor: swatchOf(name) }}
            />
          ))}
        </p>
      )}
    </article>
  );
}

export function ProductCardSkeleton() {
  return (
    <div className="skeleton" aria-hidden="true">
      <div className="aspect-square rounded-xl bg-sunk" />
      <div className="mt-4 h-4 w-3/4 rounded bg-sunk" />
      <div className="mt-2 h-4 w-1/3 rounded bg-sunk" />
    </div>
  );
}
