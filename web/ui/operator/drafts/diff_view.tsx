import { useMemo } from "react";
import { diffWords } from "./diff";

/** Removed words struck out, added ones marked; the words carry it, not the colour alone. */
export function DiffView({ before, after }: { before: string; after: string }) {
  const pieces = useMemo(() => {
    let at = 0;
    return diffWords(before, after).map((piece) => {
      at += piece.text.length;
      return { ...piece, key: `${piece.kind}-${at}` };
    });
  }, [before, after]);

  return (
    <p dir="auto" className="text-sm break-words whitespace-pre-wrap text-ink-soft">
      {pieces.map((piece) => {
        if (piece.kind === "removed") {
          return (
            <del key={piece.key} className="rounded-xs bg-bad-soft text-bad-ink">
              {piece.text}
            </del>
          );
        }
        if (piece.kind === "added") {
          return (
            <ins
              key={piece.key}
              className="rounded-xs bg-good-soft text-good-ink decoration-1 underline-offset-2"
            >
              {piece.text}
            </ins>
          );
        }
        return <span key={piece.key}>{piece.text}</span>;
      })}
    </p>
  );
}
