import { describe, expect, test } from "vitest";
import { originsOf, readerOf, sameFrameAt, strangersIn } from "../../src/widget/frame-parameters.ts";

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

  test("goes on at another page with the same parameters, which learns from it who may drive it", () => {
    const search = "?lesson=cut-the-link&theme=dark";
    const address = sameFrameAt(
      "other.html",
      search,
      "#controls=min",
      originsOf(search, "https://c.example/x"),
    );
    expect(address).toBe(
      "other.html?lesson=cut-the-link&theme=dark&origin=https%3A%2F%2Fc.example#controls=min",
    );
    const there = new URL(address, "https://lab.example/embed.html");
    expect(originsOf(there.search, "https://lab.example/embed.html")).toEqual(["https://c.example"]);
    expect(readerOf(there.search, there.hash)("controls")).toBe("min");
    expect(sameFrameAt("other.html", "?origin=https://a.example", "", ["https://a.example"])).toBe(
      "other.html?origin=https%3A%2F%2Fa.example",
    );
    expect(sameFrameAt("other.html", "", "", null)).toBe("other.html");
  });
});
