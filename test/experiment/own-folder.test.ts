import { expect, test } from "vitest";
import { isInOwnFolder } from "../../src/experiment/own-folder.ts";

test.each(["canvas.elf", "guests/linux/Image", "a_b-c.1/d"])("%s lies in the lab's own folder", (path) => {
  expect(isInOwnFolder(path)).toBe(true);
  const base = "https://lab.example/courses/lab/";
  expect(new URL(path, base).href).toBe(base + path);
});

test.each([
  "",
  ".",
  "..",
  "../a",
  "a/..",
  "a/../b",
  "a/./b",
  ".hidden",
  "a/.hidden",
  "/a",
  "//other.example/a",
  "a//b",
  "a/",
  "https://other.example/a",
  "data:text/plain,a",
  "javascript:a",
  "blob:a",
  "a:b",
  "\\\\other.example\\a",
  "a\\..\\b",
  "%2e%2e/a",
  "a/%2e%2e/b",
  "a%2f..%2fb",
  "a?b",
  "a#b",
  "a b",
  "a\n",
  "a\u0000",
  "é",
  "a/\u2025/b",
  "a".repeat(300),
])("%j is refused", (path) => {
  expect(isInOwnFolder(path)).toBe(false);
});
