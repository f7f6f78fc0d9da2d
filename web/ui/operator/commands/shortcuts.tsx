import { useState } from "react";
import { Dialog } from "../parts/dialog";
import { Keys } from "../parts/keys_hint";
import { enableSingleKeys, singleKeysEnabled } from "./keyboard";

const SECTIONS: { title: string; rows: [keys: string, what: string][] }[] = [
  {
    title: "Everywhere",
    rows: [
      ["mod+k", "Command palette"],
      ["/", "Search conversations"],
      ["?", "This list"],
      ["escape", "Back"],
    ],
  },
  {
    title: "Inbox",
    rows: [
      ["j", "Next conversation"],
      ["k", "Previous conversation"],
      ["enter", "Open and write a reply"],
      ["r", "Reply"],
      ["n", "Note"],
      ["e", "Resolve and go to the next"],
      ["t", "Take over, or hand back"],
      ["mod+enter", "Send"],
    ],
  },
  {
    title: "Drafts to approve",
    rows: [
      ["a", "Approve"],
      ["e", "Edit"],
      ["r", "Reject with a reason"],
      ["n", "Next draft"],
    ],
  },
];

export function Shortcuts({ onClose }: { onClose: () => void }) {
  const [enabled, setEnabled] = useState(singleKeysEnabled);
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <div className="overflow-y-auto px-4 pt-1 pb-4">
        {SECTIONS.map((section) => (
          <section key={section.title} aria-label={section.title} className="pt-3">
            <h3 className="pb-1 text-xs font-medium text-ink-faint">{section.title}</h3>
            <dl>
              {section.rows.map(([keys, what]) => (
                <div key={keys} className="flex items-center justify-between py-1 text-sm">
                  <dt>{what}</dt>
                  <dd>
                    <Keys keys={keys} />
                    <span className="sr-only">{keys}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <label className="mt-4 flex items-center gap-2 border-t border-line pt-3 text-sm">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={enabled}
            onChange={(event) => {
              enableSingleKeys(event.target.checked);
              setEnabled(event.target.checked);
            }}
          />
          Single-key shortcuts
        </label>
      </div>
    </Dialog>
  );
}
