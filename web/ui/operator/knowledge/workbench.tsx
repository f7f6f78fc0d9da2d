import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { type Kind, useKeep, useKnowledge, useMayTeach, useRemove } from "../api/knowledge";
import { sentenceOf } from "../api/problem";
import { Button, IconButton } from "../parts/button";
import { classes } from "../parts/classes";
import type { IconName } from "../parts/icon";
import { Empty, Failed, Loading, Problem, Skeleton } from "../parts/states";
import { toast } from "../parts/toast";
import { BrokenGoldens } from "./broken_goldens";

interface Props<Item extends { id: string }, Body> {
  kind: Kind;
  noun: string;
  icon: IconName;
  explain: string;
  blank: Body;
  bodyOf: (item: Item) => Body;
  isComplete: (body: Body) => boolean;
  row: (item: Item) => ReactNode;
  form: (body: Body, change: (next: Body) => void) => ReactNode;
  head?: ReactNode;
}

/** A list beside the form of what is chosen; the same for every kind of knowledge. */
export function Workbench<Item extends { id: string }, Body>(props: Props<Item, Body>) {
  const list = useKnowledge<Item>(props.kind);
  const mayTeach = useMayTeach();
  const [chosen, setChosen] = useState<string | "new" | null>(null);
  const item = list.data?.find((candidate) => candidate.id === chosen);

  return (
    <div className="flex min-h-0 flex-1">
      <section
        aria-label={`${props.noun}, list`}
        className={classes(
          "flex w-full shrink-0 flex-col border-line md:w-80 md:border-r lg:w-96",
          chosen && "max-md:hidden",
        )}
      >
        {(mayTeach || props.head) && (
          <div className="flex shrink-0 items-center gap-2 border-b border-line p-3">
            {mayTeach && (
              <Button icon="plus" onClick={() => setChosen("new")}>
                New {props.noun}
              </Button>
            )}
            {props.head}
          </div>
        )}
        <List {...props} list={list} chosen={chosen} choose={setChosen} />
      </section>
      <section
        aria-label={`Chosen ${props.noun}`}
        className={classes("min-w-0 flex-1 overflow-y-auto", !chosen && "max-md:hidden")}
      >
        {item || chosen === "new" ? (
          <Editor
            key={chosen}
            {...props}
            item={item}
            mayTeach={mayTeach}
            onClose={() => setChosen(null)}
            onKept={(id) => setChosen(id)}
          />
        ) : (
          <Empty icon={props.icon} title={`No ${props.noun} chosen`} detail={props.explain} />
        )}
      </section>
    </div>
  );
}

interface ListProps<Item extends { id: string }> {
  list: UseQueryResult<Item[]>;
  noun: string;
  icon: IconName;
  explain: string;
  chosen: string | null;
  choose: (id: string) => void;
  row: (item: Item) => ReactNode;
}

function List<Item extends { id: string }>({
  list,
  noun,
  icon,
  explain,
  chosen,
  choose,
  row,
}: ListProps<Item>) {
  if (list.isPending) {
    return (
      <div className="flex flex-col gap-3 p-3">
        <Loading label="Loading" />
        <Skeleton className="h-12" />
        <Skeleton className="h-12" />
      </div>
    );
  }
  if (!list.data) return <Failed error={list.error} retry={() => void list.refetch()} />;
  if (list.data.length === 0) return <Empty icon={icon} title={`No ${noun} yet`} detail={explain} />;
  return (
    <ul className="min-h-0 flex-1 overflow-y-auto">
      {list.data.map((item) => (
        <li key={item.id} className="border-b border-line">
          <button
            type="button"
            aria-current={item.id === chosen ? "true" : undefined}
            className={classes(
              "block w-full px-3 py-2.5 text-start outline-offset-[-3px]",
              item.id === chosen ? "bg-picked" : "hover:bg-sunken",
            )}
            onClick={() => choose(item.id)}
          >
            {row(item)}
          </button>
        </li>
      ))}
    </ul>
  );
}

interface EditorProps<Item extends { id: string }, Body> extends Props<Item, Body> {
  item: Item | undefined;
  mayTeach: boolean;
  onClose: () => void;
  onKept: (id: string | null) => void;
}

function Editor<Item extends { id: string }, Body>(props: EditorProps<Item, Body>) {
  const { item, noun } = props;
  const [body, setBody] = useState(item ? props.bodyOf(item) : props.blank);
  const [sure, setSure] = useState(false);
  const keep = useKeep<Body>(props.kind);
  const remove = useRemove(props.kind);
  const error = keep.error ?? remove.error;

  const save = (anyway = false) =>
    keep.mutate(
      { id: item?.id ?? null, body, anyway },
      {
        onSuccess: (kept) => {
          toast(`Saved: ${noun}`);
          if (!item) props.onKept(kept?.id ?? null);
        },
      },
    );
  const erase = (anyway = false) =>
    item &&
    remove.mutate(
      { id: item.id, anyway },
      {
        onSuccess: () => {
          toast(`Deleted: ${noun}`);
          props.onClose();
        },
      },
    );

  return (
    <form
      className="mx-auto flex max-w-3xl flex-col gap-4 px-3 py-4 md:px-6"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="flex items-center gap-2">
        <IconButton
          name="back"
          label="Back to the list"
          className="-ml-1.5 md:hidden"
          onClick={props.onClose}
        />
        <h2 className="text-lg font-semibold">
          {!props.mayTeach ? capital(noun) : item ? `Edit ${noun}` : `New ${noun}`}
        </h2>
      </div>
      {!props.mayTeach && (
        <p className="text-sm text-ink-faint">You can read this. Editors of your shop can change it.</p>
      )}
      {error && <Problem>{sentenceOf(error)}</Problem>}
      <BrokenGoldens
        error={error}
        busy={keep.isPending || remove.isPending}
        publishAnyway={() => (keep.error ? save(true) : erase(true))}
      />
      <fieldset disabled={!props.mayTeach} className="flex flex-col gap-4">
        {props.form(body, setBody)}
      </fieldset>
      <div className="flex flex-wrap items-center gap-2">
        {props.mayTeach && (
          <Button type="submit" look="primary" busy={keep.isPending} disabled={!props.isComplete(body)}>
            Save
          </Button>
        )}
        <Button look="quiet" onClick={props.onClose}>
          Close
        </Button>
        {item && props.mayTeach && (
          <Button
            look="danger"
            className="ml-auto"
            busy={remove.isPending}
            onClick={() => (sure ? erase() : setSure(true))}
            onBlur={() => setSure(false)}
          >
            {sure ? "Really delete" : "Delete"}
          </Button>
        )}
      </div>
    </form>
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
