import { type FormEvent, useState } from "react";
import { sentenceOf } from "../operator/api/problem";
import { Button } from "../operator/parts/button";
import { toast } from "../operator/parts/toast";
import { ask, type Category, type Page, useAct, useAnswer } from "./api";
import { Cell, FIELD, Row, Screen, Shown, Table } from "./parts";

export function CategoriesPage() {
  const [name, setName] = useState("");
  const records = useAnswer<Page<Category>>("/v1/admin/categories/records?limit=100");
  const add = useAct((body: { name: string }) => ask<Category>("POST", "/v1/admin/categories", body));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(
      { name },
      {
        onSuccess: () => {
          setName("");
          toast("The category is made");
        },
        onError: (error) => toast(sentenceOf(error), { bad: true }),
      },
    );
  };
  return (
    <Screen title="Categories">
      <form onSubmit={submit} className="mb-4 flex max-w-lg items-end gap-2">
        <label className="flex min-w-0 flex-1 flex-col gap-1 text-sm font-medium">
          New category
          <input className={`h-9 ${FIELD}`} value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <Button type="submit" look="primary" className="h-9" busy={add.isPending} disabled={!name.trim()}>
          Add
        </Button>
      </form>
      <Shown asked={records}>
        {(list) => (
          <Table label="Categories" head={["Name", "Slug", "Products", "Actions"]} figures={["Products"]}>
            {list.items.map((category) => (
              <CategoryRow key={category.id} category={category} />
            ))}
          </Table>
        )}
      </Shown>
    </Screen>
  );
}

function CategoryRow({ category }: { category: Category }) {
  const [name, setName] = useState(category.name);
  const path = `/v1/admin/categories/${encodeURIComponent(category.id)}`;
  const rename = useAct((body: { name: string }) => ask("PUT", path, body));
  const remove = useAct((_: undefined) => ask("DELETE", path));
  const told = (done: string) => ({
    onSuccess: () => toast(done),
    onError: (error: unknown) => toast(sentenceOf(error), { bad: true }),
  });
  const changed = name.trim() !== "" && name !== category.name;
  return (
    <Row>
      <Cell>
        <input
          aria-label={`Name of ${category.name}`}
          className={`h-8 w-full min-w-40 ${FIELD}`}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Cell>
      <Cell>{category.slug}</Cell>
      <Cell right>{category.productCount}</Cell>
      <Cell>
        <span className="flex gap-2">
          <Button
            disabled={!changed}
            busy={rename.isPending}
            onClick={() => rename.mutate({ name }, told("The category has its new name"))}
          >
            Save
          </Button>
          <Button
            look="danger"
            aria-label={`Remove ${category.name}`}
            busy={remove.isPending}
            onClick={() => remove.mutate(undefined, told("The category is gone"))}
          >
            Remove
          </Button>
        </span>
      </Cell>
    </Row>
  );
}
