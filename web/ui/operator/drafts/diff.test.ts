import { describe, expect, it } from "vitest";
import { diffWords, editsOf } from "./diff";

const rebuilt = (before: string, after: string) => {
  const pieces = diffWords(before, after);
  return {
    before: pieces
      .filter((piece) => piece.kind !== "added")
      .map((piece) => piece.text)
      .join(""),
    after: pieces
      .filter((piece) => piece.kind !== "removed")
      .map((piece) => piece.text)
      .join(""),
  };
};

describe("diffWords", () => {
  it("same_text_is_one_piece", () => {
    expect(diffWords("It fits.", "It fits.")).toEqual([{ kind: "same", text: "It fits." }]);
  });

  it("changed_word_is_removed_and_added_between_what_stayed", () => {
    expect(diffWords("It fits directly.", "It fits well.")).toEqual([
      { kind: "same", text: "It fits " },
      { kind: "removed", text: "directly" },
      { kind: "added", text: "well" },
      { kind: "same", text: "." },
    ]);
  });

  it("any_two_texts_can_be_rebuilt_from_the_pieces", () => {
    const texts = [
      "",
      "a",
      "The pump fits.\n\nYes!",
      "Yes, the 340 pump fits it",
      "ليس متوفرا الآن",
      "a b a b a",
      "b a b",
    ];
    for (const before of texts) {
      for (const after of texts) expect(rebuilt(before, after)).toEqual({ before, after });
    }
  });

  it("very_long_texts_are_replaced_as_a_whole", () => {
    const before = Array.from({ length: 1500 }, (_, index) => `w${index}`).join(" ");
    const after = Array.from({ length: 1500 }, (_, index) => `v${index}`).join(" ");
    expect(rebuilt(before, after)).toEqual({ before, after });
  });
});

describe("editsOf", () => {
  it("unchanged_text_has_no_edits", () => {
    expect(editsOf("It fits.", "It fits.")).toEqual([]);
  });

  it("neighbouring_changed_words_are_one_edit", () => {
    expect(editsOf("You can not return it.", "You may always return it.")).toEqual([
      { before: "can not", after: "may always" },
    ]);
  });

  it("changes_apart_are_edits_apart", () => {
    expect(editsOf("red pump, two days", "blue pump, six days")).toEqual([
      { before: "red", after: "blue" },
      { before: "two", after: "six" },
    ]);
  });
});
