import { type ReactNode, useEffect, useState } from "react";
import type { Facet, Facets } from "../../shared/api";
import type { FilterName, Filters as FilterValues } from "../data/filters";
import { humanName, nameOf } from "../data/names";
import { swatchOf } from "../data/swatches";
import { sortSizes } from "../data/variants";

interface Props {
  filters: FilterValues;
  facets: Facets | undefined;
  currency: string;
  onChange: (change: FilterValues) => void;
}

export function Filters({ filters, facets, currency, onChange }: Props) {
  const toggle = (name: FilterName, value: string) =>
    onChange({ [name]: filters[name] === value ? "" : value });
  const sizes = withChosen(facets?.sizes, filters.size);
  const order = sortSizes(sizes.map((size) => size.value));
  return (
    <div className="space-y-8">
      <Group title={`Price in ${currency}`}>
        <PriceRange filters={filters} onChange={onChange} />
      </Group>
      {sizes.length > 0 && (
        <Group title="Size">
          <div className="flex flex-wrap gap-2">
            {order.map((size) => (
              <Toggle
                key={size}
                isOn={filters.size === size}
                onPress={() => toggle("size", size)}
                className="h-10 min-w-11 rounded-lg px-2.5 text-[0.9375rem]"
              >
                {size}
              </Toggle>
            ))}
          </div>
        </Group>
      )}
      {withChosen(facets?.colors, filters.color).length > 0 && (
        <Group title="Colour">
          <div className="flex flex-wrap gap-2">
            {withChosen(facets?.colors, filters.color).map((color) => (
              <Toggle
                key={color.value}
                isOn={filters.color === color.value}
                onPress={() => toggle("color", color.value)}
                className="flex h-9 items-center gap-2 rounded-full pr-3 pl-2 text-sm"
              >
                <span
                  className="size-5 rounded-full ring-1 ring-edge/60 ring-inset"
                  style={{ backgroundColor: swatchOf(color.value) }}
                />
                {nameOf(color)}
              </Toggle>
            ))}
          </div>
        </Group>
      )}
      {withChosen(facets?.brands, filters.brand).length > 0 && (
        <Group title="Brand">
          <ul>
            {withChosen(facets?.brands, filters.brand).map((brand) => (
              <li key={brand.value}>
                <button
                  type="button"
                  aria-pressed={filters.brand === brand.value}
                  onClick={() => toggle("brand", brand.value)}
                  className="flex min-h-9 w-full items-center gap-2 rounded text-left text-[0.9375rem] hover:underline hover:underline-offset-4 aria-pressed:font-bold aria-pressed:text-track"
                >
                  <span className="flex-1">{brand.label}</span>
                  <span className="text-sm text-quiet tabular-nums">{brand.count}</span>
                </button>
              </li>
            ))}
          </ul>
        </Group>
      )}
    </div>
  );
}

/** What is chosen stays in sight, even when nothing else is left of its kind. */
function withChosen(facets: Facet[] | undefined, chosen: string | undefined): Facet[] {
  const list = facets ?? [];
  if (!chosen || list.some((facet) => facet.value === chosen)) return list;
  return [...list, { value: chosen, label: humanName(chosen), count: 0 }];
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-3 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function Toggle({
  isOn,
  onPress,
  className,
  children,
}: {
  isOn: boolean;
  onPress: () => void;
  className: string;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onPress}
      className={`border transition-colors ${isOn ? "border-ink bg-ink font-semibold text-ground" : "border-line hover:border-ink"} ${className}`}
    >
      {children}
    </button>
  );
}

function PriceRange({ filters, onChange }: Pick<Props, "filters" | "onChange">) {
  const [low, setLow] = useState(filters.minPrice ?? "");
  const [high, setHigh] = useState(filters.maxPrice ?? "");
  useEffect(() => {
    setLow(filters.minPrice ?? "");
    setHigh(filters.maxPrice ?? "");
  }, [filters.minPrice, filters.maxPrice]);
  const apply = () => {
    if (low === (filters.minPrice ?? "") && high === (filters.maxPrice ?? "")) return;
    const isSwapped = low !== "" && high !== "" && Number(low) > Number(high);
    onChange(isSwapped ? { minPrice: high, maxPrice: low } : { minPrice: low, maxPrice: high });
  };
  const field =
    "h-10 w-full rounded-lg border border-line bg-panel px-3 hover:border-edge placeholder:text-quiet";
  return (
    <form
      className="flex items-center gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <input
        type="number"
        inputMode="decimal"
        min={0}
        aria-label="Lowest price"
        placeholder="From"
        value={low}
        onChange={(event) => setLow(event.target.value)}
        onBlur={apply}
        className={field}
      />
      <input
        type="number"
        inputMode="decimal"
        min={0}
        aria-label="Highest price"
        placeholder="To"
        value={high}
        onChange={(event) => setHigh(event.target.value)}
        onBlur={apply}
        className={field}
      />
      <button type="submit" className="sr-only">
        Apply prices
      </button>
    </form>
  );
}
