import { useState } from "react";
import type { Product } from "../../shared/api";
import { chat } from "../chat";
import { ProblemError } from "../data/api";
import { toHref } from "../data/filters";
import { humanName } from "../data/names";
import { useAddToCart, useProduct, useRelated, useShop } from "../data/queries";
import { colorsOf, findVariant, hasPriceRange, isLeft, sizesOf, stockOf } from "../data/variants";
import { Button } from "../parts/Button";
import { Gallery } from "../parts/Gallery";
import { Icon } from "../parts/icons";
import { ColorPicker, SizePicker } from "../parts/Pickers";
import { Price } from "../parts/Price";
import { ProblemNote } from "../parts/ProblemNote";
import { ProductCard } from "../parts/ProductCard";
import { useTitle } from "../parts/title";
import { Link } from "../router";
import { NotFoundPage } from "./NotFoundPage";

const FEW = 5;

export function ProductPage({
  slug,
  search,
  onAdded,
}: {
  slug: string;
  search: string;
  onAdded: () => void;
}) {
  const { data: product, error, refetch } = useProduct(slug);
  const related = useRelated(product);
  useTitle(product?.name);
  if (error instanceof ProblemError && error.status === 404) return <NotFoundPage what="product" />;
  if (error && !product) {
    return (
      <div className="mx-auto max-w-7xl px-4 py-12 sm:px-6">
        <ProblemNote error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!product) return <Skeleton />;
  return (
    <div className="mx-auto max-w-7xl px-4 sm:px-6">
      <Detail product={product} wishedColor={new URLSearchParams(search).get("color")} onAdded={onAdded} />
      {related.data && related.data.length > 0 && (
        <section className="mt-20">
          <h2 className="display text-4xl">More {humanName(product.category ?? "").toLowerCase()}</h2>
          <ul className="mt-6 grid grid-cols-2 gap-x-4 gap-y-9 sm:gap-x-6 lg:grid-cols-4">
            {related.data.map((other) => (
              <li key={other.id}>
                <ProductCard product={other} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

interface DetailProps {
  product: Product;
  wishedColor: string | null;
  onAdded: () => void;
}

function Detail({ product, wishedColor, onAdded }: DetailProps) {
  const shop = useShop();
  const colors = colorsOf(product);
  const sizes = sizesOf(product);
  const [color, setColor] = useState(() => firstColor(product, colors, wishedColor));
  const [size, setSize] = useState<string | null>(sizes.length === 1 ? (sizes[0] ?? null) : null);
  const [isSizeMissing, setSizeMissing] = useState(false);
  const add = useAddToCart();
  const variant = sizes.length > 0 && size === null ? undefined : findVariant(product, color, size);
  const isSoldOut = variant ? variant.stock <= 0 : !isLeft(product, color, null);
  const price = variant?.price ?? product.price;

  const submit = () => {
    if (!variant) {
      setSizeMissing(true);
      document.getElementById("sizes")?.querySelector<HTMLInputElement>("input:not(:disabled)")?.focus();
      return;
    }
    add.mutate({ productId: product.id, variantId: variant.id, quantity: 1 }, { onSuccess: onAdded });
  };
  return (
    <div className="grid gap-8 pt-6 sm:pt-10 lg:grid-cols-[1.15fr_1fr] lg:gap-16">
      <Gallery product={product} color={color} />
      <div className="lg:pr-20">
        <p className="text-quiet">
          {product.category && (
            <Link href={toHref({ category: product.category })} className="hover:text-ink hover:underline">
              {humanName(product.category)}
            </Link>
          )}
          {product.brand && ` by ${product.brand}`}
        </p>
        <h1 className="display mt-2 text-5xl sm:text-6xl">{product.name}</h1>
        <div className="mt-4 flex flex-wrap items-baseline gap-x-5 gap-y-1">
          <p className="text-2xl font-semibold">
            {!variant && hasPriceRange(product) && (
              <span className="text-base font-normal text-quiet">from </span>
            )}
            <Price amount={price} currency={product.currency} />
          </p>
          {product.rating ? <Rating value={product.rating} /> : null}
        </div>

        <div className="mt-8 space-y-7">
          {colors.length > 0 && (
            <ColorPicker
              product={product}
              colors={colors}
              value={color}
              onChange={(name) => setColor(name)}
            />
          )}
          {sizes.length > 0 && (
            <SizePicker
              product={product}
              sizes={sizes}
              color={color}
              value={size}
              isMissing={isSizeMissing}
              onChange={(name) => {
                setSize(name);
                setSizeMissing(false);
              }}
            />
          )}
        </div>

        <p className="mt-6 font-medium" role="status">
          <Stock left={variant ? variant.stock : null} total={stockOf(product)} />
        </p>
        <div className="mt-4 flex flex-wrap gap-3">
          <Button className="min-h-14 flex-1 text-lg" disabled={isSoldOut || add.isPending} onClick={submit}>
            {isSoldOut ? "Sold out" : add.isPending ? "Adding…" : "Add to cart"}
          </Button>
          <Button
            look="quiet"
            className="min-h-14"
            onClick={() => chat()?.prefill(`About the ${product.name}: `)}
          >
            <Icon name="chat" />
            Ask {shop.agentName}
          </Button>
        </div>
        {add.error && (
          <div className="mt-4">
            <ProblemNote error={add.error} />
          </div>
        )}
        {product.description && (
          <p className="mt-10 max-w-[60ch] border-t border-line pt-8 text-lg leading-relaxed">
            {product.description}
          </p>
        )}
      </div>
    </div>
  );
}

function Rating({ value }: { value: number }) {
  return (
    <p className="flex items-center gap-1.5 text-[0.9375rem] text-quiet">
      <Icon name="star" className="size-4 fill-track! stroke-track" />
      <span className="sr-only">Rated </span>
      {value.toFixed(1)}
      <span> of 5</span>
    </p>
  );
}

function Stock({ left, total }: { left: number | null; total: number }) {
  if (total === 0) return <span className="text-quiet">Sold out in every size and colour</span>;
  if (left === null) return <span className="text-quiet">Choose a size to see what is left</span>;
  if (left <= 0) return <span className="text-quiet">Sold out in this size and colour</span>;
  if (left <= FEW) return <span className="text-warn">Only {left} left</span>;
  return <span className="text-good">In stock</span>;
}

/** The wished colour, or the first that is left, or just the first. */
function firstColor(product: Product, colors: string[], wished: string | null): string | null {
  if (wished && colors.includes(wished)) return wished;
  return colors.find((color) => isLeft(product, color, null)) ?? colors[0] ?? null;
}

function Skeleton() {
  return (
    <div
      aria-hidden="true"
      className="skeleton mx-auto grid max-w-7xl gap-8 px-4 pt-6 sm:px-6 sm:pt-10 lg:grid-cols-[1.15fr_1fr] lg:gap-16"
    >
      <div className="aspect-square rounded-2xl bg-sunk" />
      <div className="space-y-4">
        <div className="h-5 w-1/3 rounded bg-sunk" />
        <div className="h-14 w-5/6 rounded bg-sunk" />
        <div className="h-7 w-1/4 rounded bg-sunk" />
        <div className="h-40 rounded bg-sunk" />
      </div>
    </div>
  );
}
