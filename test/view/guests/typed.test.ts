import { expect, test } from "vitest";
import {
  bytesOfText,
  type KeyPress,
  SENTINEL,
  sequenceOf,
  typedInto,
} from "../../../src/view/guests/typed.ts";

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test("keys that write no character send what a console of old sent", () => {
  expect(sequenceOf(press("Enter"))).toBe("\n");
  expect(sequenceOf(press("Backspace"))).toBe("\x7f");
  expect(sequenceOf(press("ArrowUp"))).toBe("\x1b[A");
  expect(sequenceOf(press("c", { ctrlKey: true }))).toBe("\x03");
  expect(sequenceOf(press("D", { ctrlKey: true }))).toBe("\x04");
});

test("characters are written into the field, and the ways out and the browser's own keys are left alone", () => {
  for (const key of ["a", "m", "?", " ", "Tab", "Escape", "F5", "PageDown"])
    expect(sequenceOf(press(key))).toBeNull();
  expect(sequenceOf(press("v", { ctrlKey: true }))).toBeNull();
  expect(sequenceOf(press("r", { ctrlKey: true }))).toBeNull();
  expect(sequenceOf(press("c", { metaKey: true }))).toBeNull();
  expect(sequenceOf(press("C", { ctrlKey: true, shiftKey: true }))).toBeNull();
});

test("what was done to the field is what is typed", () => {
  expect(typedInto(SENTINEL)).toBe("");
  expect(typedInto(`${SENTINEL}a`)).toBe("a");
  expect(typedInto(`x${SENTINEL}`)).toBe("x");
  expect(typedInto("")).toBe("\x7f");
  expect(typedInto(`${SENTINEL}one\r\ntwo\rthree\n`)).toBe("one\ntwo\nthree\n");
});

test("text goes out as UTF-8, in parts that a link can hold and that tear no character", () => {
  expect(bytesOfText("é€")).toEqual([Uint8Array.of(0xc3, 0xa9, 0xe2, 0x82, 0xac)]);
  expect(bytesOfText("")).toEqual([]);
  const long = "€".repeat(1000);
  const parts = bytesOfText(long);
  expect(parts.map(({ length }) => length)).toEqual([999, 999, 999, 3]);
  expect(parts.map((part) => new TextDecoder("utf-8", { fatal: true }).decode(part)).join("")).toBe(long);
});
