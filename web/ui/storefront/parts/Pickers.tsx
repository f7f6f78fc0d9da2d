import type { Product } from "../../shared/api";
import { humanName } from "../data/names";
import { isLeft, pictureOf } from "../data/variants";

/** Each colour is shown as the product wears it. */
export function ColorPicker({
  product,
  colors,
  value,
  onChange,
}: {
  product: Product;
  colors: string[];
  value: string | null;
  onChange: (color: string) => void;
}) {
  return (
    <fieldset>
      <legend className="mb-3">
        <span className="font-semibold">Colour</span>
        {value && <span className="ml-2 text-quiet">{humanName(value)}</span>}
      </legend>
      <div className="flex flex-wrap gap-2.5">
        {colors.map((color) => (
          <label key={color} className="relative cursor-pointer" title={humanName(color)}>
            <input
              type="radio"
              name="color"
              value={color}
              checked={color === value}
              onChange={() => onChange(color)}
              className="peer sr-only"
            />
            <span className="picture block size-18 overflow-hidden rounded-lg ring-1 ring-line ring-offset-2 ring-offset-ground peer-checked:ring-2 peer-checked:ring-ink peer-focus-visible:outline-3 peer-focus-visible:outline-offset-4 peer-focus-visible:outline-track hover:ring-edge">
              <img
                src={pictureOf(product, color)}
                alt={humanName(color)}
                width={72}
                height={72}
                className={isLeft(product, color, null) ? "" : "opacity-45"}
              />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function SizePicker({
  product,
  sizes,
  color,
  value,
  isMissing,
  onChange,
}: {
  product: Product;
  sizes: string[];
  color: string | null;
  value: string | null;
  isMissing: boolean;
  onChange: (size: string) => void;
}) {
  return (
    <fieldset id="sizes" aria-describedby={isMissing ? "size-missing" : undefined}>
      <legend className="mb-3 font-semibold">Size</legend>
      <div className="flex flex-wrap gap-2">
        {sizes.map((size) => {
          const left = isLeft(product, color, size);
          return (
            <label key={size} className={left ? "cursor-pointer" : "cursor-not-allowed"}>
              <input
                type="radio"
                name="size"
                value={size}
                checked={size === value}
                disabled={!left}
                onChange={() => onChange(size)}
                className="peer sr-only"
              />
              <span className="grid h-12 min-w-16 place-items-center rounded-lg border border-edge px-3 font-medium peer-checked:border-ink peer-checked:bg-ink peer-checked:text-ground peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-track peer-disabled:border-line peer-disabled:text-quiet peer-disabled:line-through hover:border-ink peer-disabled:hover:border-line">
                {size}
                {!left && <span className="sr-only">, sold out</span>}
              </span>
            </label>
          );
        })}
      </div>
      {isMissing && (
        <p id="size-missing" role="alert" className="mt-3 font-medium text-bad">
          Choose a size first.
        </p>
      )}
    </fieldset>
  );
}
