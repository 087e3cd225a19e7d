import { describe, expect, test } from "vitest";
import { originsOf, readerOf, strangersIn } from "../../src/widget/frame-parameters.ts";

describe("a frame's address", () => {
  test("has parameters in its query and behind its hash, which counts more", () => {
    const read = readerOf("?example=run-first&theme=dark", "#theme=light");
    expect(read("example")).toBe("run-first");
    expect(read("theme")).toBe("light");
    expect(read("cut")).toBeNull();
  });

  test("with a run behind its hash has its parameters in its query only", () => {
    const read = readerOf("?theme=dark", "#v1.abc=&theme=light");
    expect(read("theme")).toBe("dark");
    expect(read("run")).toBe("v1.abc=&theme=light");
  });

  test("may have names that no widget has", () => {
    expect(strangersIn("?theme=dark&colour=red&origin=https://a.example")).toEqual(["colour"]);
  });

  test("says who may drive it: those who are named, else the page around it", () => {
    expect(originsOf("?origin=https://a.example&origin=https://b.example", "https://c.example/x")).toEqual([
      "https://a.example",
      "https://b.example",
    ]);
    expect(originsOf("", "https://c.example/x?y")).toEqual(["https://c.example"]);
    expect(originsOf("", "")).toBeNull();
  });
});
