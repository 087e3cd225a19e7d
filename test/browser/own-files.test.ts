import { afterEach, describe, expect, it, vi } from "vitest";
import { ENCLOSED, type Enclosed, FOLDER, pathOfOwn } from "../../src/one-file/enclosed.ts";

const SAVED: Enclosed = {
  language: "de",
  files: {
    "one-file:///guests/canvas.elf": "data:application/octet-stream;base64,AQID",
    "one-file:///own-lessons/own-x.json": "data:application/json;base64,W10",
  },
};
const SERVED = "http://lab.example/courses/lab/index.html";

/** The module as a page has it that was saved, or that lies on a server. */
function ownFiles(enclosed?: Enclosed) {
  vi.resetModules();
  vi.stubGlobal(ENCLOSED, enclosed);
  return import("../../src/browser/own-files.ts");
}

afterEach(() => vi.unstubAllGlobals());

describe("the lab's own files", () => {
  it("lie beside a page on a server", async () => {
    const { beginningOfWorkers, enclosedText, folderOf, isOneFile, savedLanguage } = await ownFiles();
    expect(folderOf(SERVED)).toBe(SERVED);
    expect([isOneFile, savedLanguage, beginningOfWorkers()]).toEqual([false, null, ""]);
    expect(await enclosedText(pathOfOwn("own-x"))).toBeNull();
  });

  it("are in a page that was saved as one file, which asks nobody for one that it has not", async () => {
    const { enclosedText, fetchOwn, folderOf, isOneFile, savedLanguage } = await ownFiles(SAVED);
    expect([folderOf(SERVED), isOneFile, savedLanguage]).toEqual([FOLDER, true, "de"]);
    const guest = await fetchOwn(new URL("guests/canvas.elf", FOLDER));
    expect([...new Uint8Array(await guest.arrayBuffer())]).toEqual([1, 2, 3]);
    expect((await fetchOwn(`${FOLDER}guests/gone.elf`)).status).toBe(404);
    expect(await enclosedText(pathOfOwn("own-x"))).toBe("[]");
    expect(await enclosedText(pathOfOwn("own-y"))).toBeNull();
  });

  it("are given to its workers as they begin", async () => {
    const { beginningOfWorkers } = await ownFiles(SAVED);
    const self: Record<string, unknown> = {};
    new Function("self", beginningOfWorkers())(self);
    expect(self[ENCLOSED]).toEqual(SAVED);
  });
});
