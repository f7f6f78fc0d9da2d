import { useMe } from "../api/session";
import type { Note } from "../api/types";
import { Icon } from "../parts/icon";
import { RichText } from "../parts/rich_text";
import { fullTime, timeOfDay } from "../parts/time";

/** Between colleagues; the customer never sees it, and it looks like it. */
export function NoteBubble({ note }: { note: Note }) {
  const me = useMe().id;
  const author = note.author_name || (note.author_id === me ? "You" : "A colleague");
  return (
    <article
      aria-label={`Note by ${author}`}
      className="mt-4 max-w-[88%] self-end rounded-2xl rounded-ee-md border border-note-line bg-note-soft px-3.5 py-2 md:max-w-[80%]"
    >
      <p className="mb-0.5 flex items-center gap-1.5 text-xs text-note-ink">
        <Icon name="note" size={13} />
        <span className="font-medium">Note · {author}</span>
        <time dateTime={note.created_at} title={fullTime(note.created_at)}>
          {timeOfDay(note.created_at)}
        </time>
      </p>
      <p dir="auto" className="text-base break-words whitespace-pre-wrap">
        <RichText text={note.text} />
      </p>
    </article>
  );
}
