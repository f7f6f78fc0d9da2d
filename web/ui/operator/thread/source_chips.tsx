import type { Source } from "../api/types";
import { classes } from "../parts/classes";
import { Icon, type IconName } from "../parts/icon";

const ICONS: Record<string, IconName> = {
  knowledge: "book",
  faq: "info",
  catalogue: "tag",
  profile: "person",
  order: "cart",
  correction: "edit",
};

const SHOWN = 3;

interface Props {
  sources: Source[] | null | undefined;
  onOpen?: () => void;
  atEnd?: boolean;
}

/** Where an answer came from. */
export function SourceChips({ sources, onOpen, atEnd }: Props) {
  if (!sources || sources.length === 0) return null;
  const more = sources.length - SHOWN;
  return (
    <ul
      aria-label="Sources"
      className={classes("flex min-w-0 flex-wrap items-center gap-1", atEnd && "justify-end")}
    >
      {sources.slice(0, SHOWN).map((source) => (
        <li key={`${source.type}-${source.reference}`} className="min-w-0">
          <SourceChip source={source} onOpen={onOpen} />
        </li>
      ))}
      {more > 0 && <li className="text-xs text-ink-faint">+{more}</li>}
    </ul>
  );
}

function SourceChip({ source, onOpen }: { source: Source; onOpen?: () => void }) {
  const content = (
    <>
      <Icon name={ICONS[source.type] ?? "book"} size={12} className="text-ink-faint" />
      <span dir="auto" className="max-w-44 truncate">
        {source.title || source.reference}
      </span>
    </>
  );
  const look =
    "inline-flex h-6 max-w-full items-center gap-1 rounded-full border border-line bg-surface px-2 text-xs text-ink-soft";
  if (!onOpen) return <span className={look}>{content}</span>;
  return (
    <button
      type="button"
      title={`${source.type}: ${source.reference}`}
      className={`${look} hover:border-line-strong hover:text-ink`}
      onClick={onOpen}
    >
      {content}
    </button>
  );
}
