import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useId, useState } from "react";
import { knownConversations } from "../inbox/cached";
import { customerName } from "../inbox/names";
import { classes } from "../parts/classes";
import { Dialog } from "../parts/dialog";
import { Icon } from "../parts/icon";
import { Keys } from "../parts/keys_hint";
import { useRegistered } from "./registry";

interface Choice {
  id: string;
  group: string;
  label: string;
  detail?: string;
  keys?: string;
  run: () => void;
}

const MOST_PEOPLE = 6;

/** Everything that can be done from here, found by typing. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const listId = useId();
  const choices = useChoices(text);
  const chosen = choices[Math.min(at, choices.length - 1)];

  const pick = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    // After the dialog has given the focus back, so that a command may move it.
    setTimeout(choice.run);
  };

  return (
    <Dialog title="Command palette" shape="top" bare onClose={onClose}>
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Icon name="search" className="text-ink-faint" />
        <input
          role="combobox"
          aria-label="Search commands and conversations"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={chosen ? `${listId}-${chosen.id}` : undefined}
          placeholder="Type a command or a name"
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown") setAt(Math.min(at + 1, choices.length - 1));
            else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
            else if (event.key === "Enter") pick(chosen);
            else return;
            event.preventDefault();
          }}
        />
        <Keys keys="escape" />
      </div>
      <div id={listId} role="listbox" aria-label="Results" className="overflow-y-auto p-1.5">
        {choices.length === 0 && (
          <p className="px-3 py-6 text-center text-sm text-ink-faint">Nothing found</p>
        )}
        {choices.map((choice, index) => (
          <div key={choice.id} role="presentation">
            {choice.group !== choices[index - 1]?.group && (
              <p role="presentation" className="px-2.5 pt-2 pb-1 text-2xs font-medium text-ink-faint">
                {choice.group}
              </p>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above owns the keyboard. */}
            <div
              id={`${listId}-${choice.id}`}
              ref={choice === chosen ? bringIntoSight : undefined}
              role="option"
              tabIndex={-1}
              aria-selected={choice === chosen}
              className={classes(
                "flex h-9 items-center gap-2 rounded-md px-2.5 text-sm",
                choice === chosen && "bg-hover",
              )}
              onMouseMove={() => setAt(index)}
              onClick={() => pick(choice)}
            >
              <span className="min-w-0 truncate">{choice.label}</span>
              {choice.detail && <span className="min-w-0 truncate text-ink-faint">{choice.detail}</span>}
              <span className="ml-auto">{choice.keys && <Keys keys={choice.keys} />}</span>
            </div>
          </div>
        ))}
      </div>
    </Dialog>
  );
}

function bringIntoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}

function useChoices(text: string): Choice[] {
  const commands = useRegistered();
  const client = useQueryClient();
  const navigate = useNavigate();
  const wanted = text.trim().toLowerCase();

  const seen = new Set<string>();
  const actions: Choice[] = [];
  for (const command of commands) {
    if (command.keyOnly || seen.has(command.id)) continue;
    seen.add(command.id);
    if (command.label.toLowerCase().includes(wanted)) actions.push(command);
  }
  const order = ["Conversation", "Draft", "Go to", "Page"];
  actions.sort((one, other) => order.indexOf(one.group) - order.indexOf(other.group));

  if (!wanted) return actions;
  const people: Choice[] = knownConversations(client)
    .filter((conversation) => customerName(conversation).toLowerCase().includes(wanted))
    .slice(0, MOST_PEOPLE)
    .map((conversation) => ({
      id: conversation.id,
      group: "Conversations",
      label: customerName(conversation),
      detail: conversation.last_message?.text ?? undefined,
      run: () =>
        void navigate({
          to: "/conversations/$id",
          params: { id: conversation.id },
          search: (old) => ({ view: old.view, q: old.q }),
        }),
    }));
  return [...actions, ...people];
}
