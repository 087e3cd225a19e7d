import { expect, test } from "vitest";
import { wordsOfNotes } from "../../src/report/note.ts";

const PLACES = { source: "West", destination: "East" } as const;

test("notes are told in their order, with the machines where they speak of roles", () => {
  const notes = [
    { kind: "beforeStun", isOff: true },
    { kind: "shutDown", host: "source", at: 1_500_000 },
    { kind: "notBegun", first: 2, last: 1 },
    { kind: "unheard", inputs: { typed: {}, requests: {} } },
  ] as unknown as Parameters<typeof wordsOfNotes>[0];
  expect(wordsOfNotes(notes, PLACES)).toBe(
    "The run ended before the stun; the migration was cancelled and the guest stays at the source. " +
      "The guest shut itself down at the source after 1.500 ms. The source was West, the destination East.",
  );
  expect(wordsOfNotes([{ kind: "restarted" }], PLACES)).not.toContain("The source was");
});
