import { useState } from "react";
import { Button, IconButton } from "../operator/parts/button";
import { Cell, FIELD, Row, Table } from "./parts";
import { type Option, optionBodies, type Variant } from "./variants";

interface Props {
  options: Option[];
  variants: Variant[];
  /** What is wrong, by the field of the request. */
  problems: Record<string, string>;
  stockOf: (id: string | undefined) => number | undefined;
  onOptions: (options: Option[]) => void;
  onVariants: (variants: Variant[]) => void;
}

/** How the variants differ, and each of them on a line. */
export function VariantsEditor({ options, variants, problems, stockOf, onOptions, onVariants }: Props) {
  const [nextKey, setNextKey] = useState(options.length);
  const names = optionBodies(options).map((option) => option.option_name);
  const changeOption = (key: number, part: Partial<Option>) =>
    onOptions(options.map((option) => (option.key === key ? { ...option, ...part } : option)));
  const change = (place: number, part: Partial<Variant>) =>
    onVariants(variants.map((variant, at) => (at === place ? { ...variant, ...part } : variant)));

  return (
    <section aria-label="Variants" className="flex flex-col gap-3">
      <div className="flex items-center gap-2">
        <h2 className="text-sm font-semibold">Variants</h2>
        <Button
          icon="plus"
          onClick={() => {
            onOptions([...options, { key: nextKey, name: "", values: "" }]);
            setNextKey(nextKey + 1);
          }}
        >
          Add option
        </Button>
      </div>
      {options.map((option, place) => (
        <fieldset key={option.key} className="flex items-end gap-2">
          <legend className="sr-only">Option {place + 1}</legend>
          <label className="flex w-32 flex-col gap-1 text-sm font-medium md:w-40">
            Option
            <input
              className={`h-9 ${FIELD}`}
              placeholder="Size"
              value={option.name}
              onChange={(event) => changeOption(option.key, { name: event.target.value })}
            />
          </label>
          <label className="flex min-w-0 flex-1 flex-col gap-1 text-sm font-medium">
            Values
            <input
              className={`h-9 ${FIELD}`}
              placeholder="S, M, L"
              value={option.values}
              onChange={(event) => changeOption(option.key, { values: event.target.value })}
            />
          </label>
          <IconButton
            name="close"
            label={`Remove the option ${option.name || place + 1}`}
            onClick={() => onOptions(options.filter(({ key }) => key !== option.key))}
          />
        </fieldset>
      ))}
      <Table
        label="Each variant"
        head={[...names, "SKU", "Price", "In stock", "New count", "Barcode", "Actions"]}
        figures={["In stock"]}
      >
        {variants.map((variant, place) => {
          const label = variant.values.join(", ") || "the only variant";
          const field = (name: string) => problems[`inventory_items[${place}].${name}`];
          const problem = field("sku") ?? field("price") ?? field("options");
          const input = (
            name: "sku" | "price" | "stock" | "barcode",
            words: string,
            hint: string,
            wide?: boolean,
          ) => (
            <input
              aria-label={`${words} of ${label}`}
              aria-invalid={(name !== "stock" && name !== "barcode" && Boolean(field(name))) || undefined}
              placeholder={hint}
              className={`h-8 ${wide ? "w-44" : "w-24"} ${FIELD}`}
              value={variant[name]}
              onChange={(event) => change(place, { [name]: event.target.value })}
            />
          );
          return (
            <Row key={variant.id ?? variant.values.join("\n")}>
              {names.map((name, at) => (
                <Cell key={name}>{variant.values[at]}</Cell>
              ))}
              <Cell>
                {input("sku", "SKU", "made for you", true)}
                {problem && <span className="block text-xs text-bad-ink">{problem}</span>}
              </Cell>
              <Cell>{input("price", "Price", "as product")}</Cell>
              <Cell right>{stockOf(variant.id) ?? "–"}</Cell>
              <Cell>{input("stock", "New count", "unchanged")}</Cell>
              <Cell>{input("barcode", "Barcode", "", true)}</Cell>
              <Cell>
                {variants.length > 1 && (
                  <IconButton
                    name="close"
                    label={`Remove ${label}`}
                    onClick={() => onVariants(variants.filter((_, at) => at !== place))}
                  />
                )}
              </Cell>
            </Row>
          );
        })}
      </Table>
    </section>
  );
}
