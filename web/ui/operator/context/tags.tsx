import { type KeyboardEvent, useState } from "react";
import { Icon } from "../parts/icon";
import { Panel } from "./panel";

interface Props {
  tags: string[];
  save: (tags: string[]) => void;
}

export function Tags({ tags, save }: Props) {
  const [text, setText] = useState("");

  const add = () => {
    const tag = text.trim().toLowerCase();
    setText("");
    if (tag && !tags.includes(tag)) save([...tags, tag]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === ",") {
      event.preventDefault();
      add();
    } else if (event.key === "Backspace" && text === "" && tags.length > 0) {
      save(tags.slice(0, -1));
    }
  };

  return (
    <Panel title="Tags">
      <div className="flex flex-wrap items-center gap-1.5">
        {tags.map((tag) => (
          <span
            key={tag}
            className="inline-flex h-6 items-center gap-0.5 rounded-full border border-line bg-raised ps-2.5 pe-0.5 text-xs"
          >
            {tag}
            <button
              type="button"
              aria-label={`Remove tag ${tag}`}
              className="inline-flex size-5 items-center justify-center rounded-full text-ink-faint hover:bg-hover hover:text-ink"
              onClick={() => save(tags.filter((known) => known !== tag))}
            >
              <Icon name="close" size={11} />
            </button>
          </span>
        ))}
        <input
          aria-label="Add a tag"
          placeholder="Add a tag"
          className="h-6 w-24 min-w-0 flex-1 rounded bg-transparent px-1 text-sm"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={add}
        />
      </div>
    </Panel>
  );
}
