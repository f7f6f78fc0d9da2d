import type { Edit } from "../api/drafts";

export interface Piece {
  kind: "same" | "removed" | "added";
  text: string;
}

/** Beyond this many words on a side the changed middle counts as replaced as a whole. */
const MOST_WORDS = 1_200;

/** What was changed between two texts, word by word. */
export function diffWords(before: string, after: string): Piece[] {
  const left = split(before);
  const right = split(after);

  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start++;
  let end = 0;
  while (
    end < left.length - start &&
    end < right.length - start &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  ) {
    end++;
  }

  const pieces: Piece[] = [];
  push(pieces, "same", left.slice(0, start));
  middle(pieces, left.slice(start, left.length - end), right.slice(start, right.length - end));
  push(pieces, "same", left.slice(left.length - end));
  return pieces;
}

/** The changes as pairs of what stood there and what stands there now. */
export function editsOf(before: string, after: string): Edit[] {
  const edits: Edit[] = [];
  let open: Edit | null = null;
  for (const piece of diffWords(before, after)) {
    if (piece.kind === "same") {
      // A lone space between two changed words belongs to the change.
      if (open && piece.text.trim() === "") {
        open.before += piece.text;
        open.after += piece.text;
        continue;
      }
      open = null;
      continue;
    }
    if (!open) {
      open = { before: "", after: "" };
      edits.push(open);
    }
    if (piece.kind === "removed") open.before += piece.text;
    else open.after += piece.text;
  }
  return edits;
}

function split(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
}

function middle(pieces: Piece[], left: string[], right: string[]): void {
  if (left.length > MOST_WORDS || right.length > MOST_WORDS) {
    push(pieces, "removed", left);
    push(pieces, "added", right);
    return;
  }
  const lengths = commonLengths(left, right);
  const width = right.length + 1;
  const common = (row: number, column: number) => lengths[row * width + column] ?? 0;

  let row = 0;
  let column = 0;
  while (row < left.length || column < right.length) {
    if (row < left.length && column < right.length && left[row] === right[column]) {
      push(pieces, "same", [left[row] as string]);
      row++;
      column++;
    } else if (
      row < left.length &&
      (column >= right.length || common(row + 1, column) >= common(row, column + 1))
    ) {
      push(pieces, "removed", [left[row] as string]);
      row++;
    } else {
      push(pieces, "added", [right[column] as string]);
      column++;
    }
  }
}

/** For every pair of rests, how long their longest common run of words is. */
function commonLengths(left: string[], right: string[]): Uint16Array {
  const width = right.length + 1;
  const lengths = new Uint16Array((left.length + 1) * width);
  for (let row = left.length - 1; row >= 0; row--) {
    for (let column = right.length - 1; column >= 0; column--) {
      const below = lengths[(row + 1) * width + column] ?? 0;
      const beside = lengths[row * width + column + 1] ?? 0;
      const diagonal = lengths[(row + 1) * width + column + 1] ?? 0;
      lengths[row * width + column] = left[row] === right[column] ? diagonal + 1 : Math.max(below, beside);
    }
  }
  return lengths;
}

function push(pieces: Piece[], kind: Piece["kind"], words: string[]): void {
  const text = words.join("");
  if (text === "") return;
  const last = pieces.at(-1);
  if (last?.kind === kind) last.text += text;
  else pieces.push({ kind, text });
}
