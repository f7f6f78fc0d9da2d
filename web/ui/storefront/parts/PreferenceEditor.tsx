import { type FormEvent, useId } from "react";
import { type ListKey, type Preferences, useChangePreferences } from "../data/memory";
import { useCategories } from "../data/queries";
import { Button } from "./Button";
import { Field } from "./Field";
import { Icon } from "./icons";
import { ProblemNote } from "./ProblemNote";

const lists: { key: ListKey; label: string; one: string }[] = [
  { key: "colors", label: "Colors", one: "color" },
  { key: "brands", label: "Brands", one: "brand" },
  { key: "categories", label: "Categories", one: "category" },
  { key: "styles", label: "Styles", one: "style" },
];

/** What the shopper likes; every change is kept at once. */
export function PreferenceEditor({ preferences }: { preferences: Preferences }) {
  return (
    <section aria-labelledby="likes">
      <h2 id="likes" className="text-2xl font-semibold">
        What you like
      </h2>
      <div className="mt-4 grid gap-8 sm:grid-cols-2">
        <Fit preferences={preferences} />
        {lists.map((list) => (
          <ListOf
            key={list.key}
            name={list.key}
            label={list.label}
            one={list.one}
            values={preferences[list.key]}
          />
        ))}
      </div>
    </section>
  );
}

function Fit({ preferences }: { preferences: Preferences }) {
  const change = useChangePreferences();
  const { size, priceRange } = preferences;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    const text = (field: string) => String(said.get(field) ?? "").trim() || null;
    change.mutate({ size: text("size"), priceRange: { min: text("min"), max: text("max") } });
  };
  // Drawn anew when the chat has changed it meanwhile.
  const known = JSON.stringify([size, priceRange]);
  const currency = priceRange?.currency ?? "USD";
  return (
    <form key={known} onSubmit={submit} className="space-y-4 sm:col-span-2">
      <div className="grid gap-4 sm:grid-cols-3">
        <Field
          label="Size you wear"
          field="size"
          defaultValue={size ?? ""}
          maxLength={60}
          error={change.error}
        />
        <Field
          label={`From (${currency})`}
          field="min"
          inputMode="decimal"
          defaultValue={priceRange?.min ?? ""}
          error={change.error}
        />
        <Field
          label={`Up to (${currency})`}
          field="max"
          inputMode="decimal"
          defaultValue={priceRange?.max ?? ""}
          error={change.error}
        />
      </div>
      <Button type="submit" look="quiet" disabled={change.isPending}>
        Keep size and prices
      </Button>
    </form>
  );
}

function ListOf({
  name,
  label,
  one,
  values,
}: {
  name: ListKey;
  label: string;
  one: string;
  values: string[];
}) {
  const change = useChangePreferences();
  const categories = useCategories();
  const choices = useId();
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const said = String(new FormData(form).get(name) ?? "").trim();
    const slug = categories.find((category) => category.label.toLowerCase() === said.toLowerCase())?.value;
    const value = name === "categories" && slug ? slug : said;
    if (value) change.mutate({ [name]: [...values, value] }, { onSuccess: () => form.reset() });
  };
  return (
    <div>
      <h3 className="font-semibold">{label}</h3>
      {values.length > 0 && (
        <ul className="mt-2 flex flex-wrap gap-2">
          {values.map((value) => (
            <li key={value} className="flex items-center rounded-lg bg-sunk pl-3">
              {value.replaceAll("-", " ")}
              <button
                type="button"
                aria-label={`Forget ${value}`}
                disabled={change.isPending}
                onClick={() => change.mutate({ [name]: values.filter((other) => other !== value) })}
                className="grid size-11 place-items-center rounded-lg hover:text-track"
              >
                <Icon name="close" className="size-4" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={add} className="mt-2 flex items-end gap-2">
        <Field
          label={`Add a ${one}`}
          field={name}
          maxLength={60}
          list={name === "categories" ? choices : undefined}
          autoComplete="off"
          error={change.error}
          className="min-w-0 flex-1"
        />
        <Button type="submit" look="quiet" disabled={change.isPending}>
          Add<span className="sr-only"> {one}</span>
        </Button>
      </form>
      {name === "categories" && (
        <datalist id={choices}>
          {categories.map((category) => (
            <option key={category.value} value={category.label} />
          ))}
        </datalist>
      )}
      <ProblemNote error={change.error} />
    </div>
  );
}
