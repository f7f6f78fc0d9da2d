import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ApiProblem, sentenceOf } from "../operator/api/problem";
import { Button } from "../operator/parts/button";
import { Problem } from "../operator/parts/states";
import { toast } from "../operator/parts/toast";
import { ask, type Category, type Page, type Product, type ProductBody, useAct, useAnswer } from "./api";
import { FIELD, Labelled } from "./parts";
import { Pictures, type Shown } from "./pictures";
import { itemBodies, merged, optionBodies, optionsOf, variantsOf } from "./variants";
import { VariantsEditor } from "./variants_editor";

interface Text {
  name: string;
  description: string;
  category: string;
  brand: string;
  price: string;
  keywords: string;
}

export function ProductEditor({ product }: { product: Product | null }) {
  const router = useRouter();
  const [text, setText] = useState<Text>(() => textOf(product));
  const [options, setOptions] = useState(() => optionsOf(product));
  const [pictures, setPictures] = useState<Shown[]>(() => picturesOf(product));
  const [variants, setVariants] = useState(() => variantsOf(product));
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const categories = useAnswer<Page<Category>>("/v1/admin/categories/records?limit=100");
  const save = useAct((body: ProductBody) =>
    product
      ? ask<Product>("PUT", `/api/v1/products/${product.id}`, body)
      : ask<Product>("POST", "/api/v1/products", body),
  );
  const sell = useAct((active: boolean) =>
    active
      ? ask<unknown>("PUT", `/api/v1/products/${product?.id}`, { is_active: true })
      : ask<unknown>("DELETE", `/api/v1/products/${product?.id}`),
  );
  const problems = problem?.fields ?? {};
  const change = (part: Partial<Text>) => setText((now) => ({ ...now, ...part }));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    const body: ProductBody = {
      name: text.name,
      description: text.description,
      category: text.category,
      brand: text.brand,
      base_price: text.price.trim() || undefined,
      images_urls: pictures.map(({ url }) => url),
      images_alts: pictures.map(({ alt }) => alt),
      keywords: words(text.keywords, ","),
      variants: optionBodies(options),
      inventory_items: itemBodies(options, variants, text.price),
      version: product?.version,
    };
    save.mutate(body, {
      onSuccess: (saved) => {
        toast(product ? "The product is saved" : "The product is on sale");
        if (!product) void router.navigate({ to: `/products/${saved.id}` as never });
      },
      onError: (error) => {
        setProblem(error instanceof ApiProblem ? error : new ApiProblem(0, { detail: sentenceOf(error) }));
        document.getElementById("main")?.querySelector("[role=alert]")?.scrollIntoView({ block: "center" });
      },
    });
  };

  return (
    <form noValidate onSubmit={submit} className="flex max-w-5xl flex-col gap-4">
      {problem && <Problem>{said(problem)}</Problem>}
      <div className="flex flex-col gap-4 md:flex-row">
        <Labelled id="name" label="Name" problem={problems.name}>
          {(props) => (
            <input
              {...props}
              className={`h-9 ${FIELD}`}
              value={text.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Labelled>
        <Labelled
          id="price"
          label={`Price${product ? `, ${product.currency}` : ""}`}
          problem={problems.base_price}
        >
          {(props) => (
            <input
              {...props}
              inputMode="decimal"
              className={`h-9 ${FIELD}`}
              value={text.price}
              onChange={(event) => change({ price: event.target.value })}
            />
          )}
        </Labelled>
      </div>
      <Labelled id="description" label="Description" problem={problems.description}>
        {(props) => (
          <textarea
            {...props}
            rows={4}
            className={`resize-y py-2 ${FIELD}`}
            value={text.description}
            onChange={(event) => change({ description: event.target.value })}
          />
        )}
      </Labelled>
      <div className="flex flex-col gap-4 md:flex-row">
        <Labelled id="category" label="Category" problem={problems.category} hint="A new one is made.">
          {(props) => (
            <>
              <input
                {...props}
                list="categories"
                className={`h-9 ${FIELD}`}
                value={text.category}
                onChange={(event) => change({ category: event.target.value })}
              />
              <datalist id="categories">
                {categories.data?.items.map(({ slug, name }) => (
                  <option key={slug} value={slug}>
                    {name}
                  </option>
                ))}
              </datalist>
            </>
          )}
        </Labelled>
        <Labelled id="brand" label="Brand" problem={problems.brand}>
          {(props) => (
            <input
              {...props}
              className={`h-9 ${FIELD}`}
              value={text.brand}
              onChange={(event) => change({ brand: event.target.value })}
            />
          )}
        </Labelled>
        <Labelled id="keywords" label="Keywords" hint="With commas between them.">
          {(props) => (
            <input
              {...props}
              className={`h-9 ${FIELD}`}
              value={text.keywords}
              onChange={(event) => change({ keywords: event.target.value })}
            />
          )}
        </Labelled>
      </div>
      <Pictures pictures={pictures} problems={problems} onChange={setPictures} />
      <VariantsEditor
        options={options}
        variants={variants}
        problems={problems}
        stockOf={(id) => product?.inventory_items.find((item) => item.id === id)?.stock_quantity}
        onOptions={(next) => {
          setOptions(next);
          setVariants((now) => merged(next, now));
        }}
        onVariants={setVariants}
      />
      <div className="flex flex-wrap gap-2 border-t border-line pt-4">
        <Button type="submit" look="primary" busy={save.isPending}>
          {product ? "Save product" : "Add product"}
        </Button>
        {product?.is_active && (
          <Button
            look="danger"
            busy={sell.isPending}
            onClick={() => sell.mutate(false, { onSuccess: () => toast("The product is taken off sale") })}
          >
            Take off sale
          </Button>
        )}
        {product && !product.is_active && (
          <Button
            busy={sell.isPending}
            onClick={() => sell.mutate(true, { onSuccess: () => toast("The product is on sale again") })}
          >
            Put on sale
          </Button>
        )}
      </div>
    </form>
  );
}

function said(problem: ApiProblem): string {
  if (problem.code === "version_changed")
    return "Somebody else has changed it meanwhile. Load the page again.";
  const others = Object.entries(problem.fields).filter(([field]) => field.startsWith("variants"));
  return others.length > 0 ? others.map(([, message]) => `Options: ${message}`).join(" ") : problem.message;
}

function words(text: string, between: string): string[] {
  return text
    .split(between)
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

function picturesOf(product: Product | null): Shown[] {
  return (product?.images_urls ?? []).map((url, place) => ({ url, alt: product?.images_alts[place] ?? "" }));
}

function textOf(product: Product | null): Text {
  return {
    name: product?.name ?? "",
    description: product?.description ?? "",
    category: product?.category ?? "",
    brand: product?.brand ?? "",
    price: product?.base_price ?? "",
    keywords: product?.keywords.join(", ") ?? "",
  };
}
