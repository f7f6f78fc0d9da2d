import { useNotes } from "../api/conversations";
import { age, useNow } from "../parts/time";
import { focusComposer } from "../thread/composer_focus";
import { Panel } from "./panel";

export function NotesPanel({ conversationId }: { conversationId: string }) {
  const notes = useNotes(conversationId).data ?? [];
  const now = useNow();
  return (
    <Panel
      title="Notes"
      aside={
        <button
          type="button"
          className="rounded px-1.5 text-xs font-medium text-accent-ink hover:bg-hover"
          onClick={() => focusComposer("note")}
        >
          Add note
        </button>
      }
    >
      {notes.length === 0 && <p className="text-sm text-ink-faint">No notes yet.</p>}
      <ul className="flex flex-col gap-1.5">
        {notes.map((note) => (
          <li key={note.id} className="rounded-md border border-note-line bg-note-soft px-2.5 py-1.5 text-sm">
            <p dir="auto" className="line-clamp-4 break-words whitespace-pre-wrap">
              {note.text}
            </p>
            <p className="text-2xs text-note-ink">
              {note.author_name ? `${note.author_name} · ` : ""}
              {age(note.created_at, now)}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
