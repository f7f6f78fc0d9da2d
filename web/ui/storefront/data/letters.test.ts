import { describe, expect, it } from "vitest";
import { linkIn } from "./letters";

describe("the link of a letter", () => {
  it("is read from behind the hash, for its purpose alone", () => {
    expect(linkIn("#reset=at_AB-c_9")).toEqual({ purpose: "reset", token: "at_AB-c_9" });
    expect(linkIn("#confirm=at_x")).toEqual({ purpose: "confirm", token: "at_x" });
    for (const none of ["", "#", "#reset=", "#delete=at_x", "#reset=<script>"]) {
      expect(linkIn(none)).toBeNull();
    }
  });
});
