import { describe, expect, test } from "vitest";
import { terminalOf } from "../../../src/view/guests/terminal.ts";

const lines = (printed: string) => terminalOf(printed).lines;

describe("what a console shows", () => {
  test.each([
    ["plain lines", "one\ntwo", ["one", "two"]],
    ["a line that has ended leads to an empty one", "one\n", ["one", ""]],
    ["a carriage return writes over the line", "a\rb\rc\n", ["c", ""]],
    ["the ends of lines of a serial console", "one\r\ntwo\r\n", ["one", "two", ""]],
    ["progress that is written over and over", "10 %\r55 %\r100 %", ["100 %"]],
    ["a backspace goes back and the next characters write over", "over\b\b €", ["ov €"]],
    ["a shell takes a character away", "ab\b \bc", ["ac"]],
    ["an echo of the rubout key takes a character away", "ab\x7fc", ["ac"]],
    ["no backspace leads before the line", "\b\b\x7fa", ["a"]],
    ["tabs lead to the next eighth column", "a\tb\t\tc", ["a       b               c"]],
    ["a form feed begins a new sheet", "old\nolder\fnew", ["new"]],
    ["colours are left out", "\x1b[31mred\x1b[0m \x1b[1;32mgreen", ["red green"]],
    ["a title for the window is left out", "\x1b]0;title\x07text", ["text"]],
    ["a cleared screen", "old\n\x1b[2J\x1b[Hnew", ["new"]],
    ["a line that is cleared to its end", "abcdef\r12\x1b[K", ["12"]],
    ["the caret moves along the line", "abcd\x1b[2DX", ["abXd"]],
    ["other controls by their signs", "a\x01\x1bb", ["a␁␛b"]],
    ["controls that are bytes of Latin-1", "a\x85b", ["a\ufffdb"]],
    ["characters that turn the text do not", "a\u202eb\u2066c", ["a\ufffdb\ufffdc"]],
    ["bells and padding are not seen", "a\x07\0b", ["ab"]],
    ["characters outside the first plane are one", "😀\b!", ["!"]],
  ])("%s", (_, printed, shown) => {
    expect(lines(printed)).toEqual(shown);
  });

  test("a lone escape at the end shows and does not swallow what follows", () => {
    expect(lines("a\x1b")).toEqual(["a␛"]);
    expect(lines("a\x1b[")).toEqual(["a␛["]);
  });

  test("the newest line is there however much was printed before it", () => {
    const much = `${"x".repeat(100_000)}\n${Array.from({ length: 500 }, (_, line) => `line ${line}`).join("\n")}`;
    expect(lines(much).at(-1)).toBe("line 499");
    expect(lines(`${"x".repeat(100_000)}end`).at(-1)).toMatch(/xend$/);
    expect(lines("\n".repeat(100_000)).length).toBeLessThan(100);
  });

  test("no sequence makes a line longer than a console could show", () => {
    expect(lines("\x1b[999999999CX")[0]!.length).toBeLessThanOrEqual(4097);
  });

  test("the caret is where the next character goes", () => {
    expect(terminalOf("abc").caret).toBe(3);
    expect(terminalOf("abc\r").caret).toBe(0);
    expect(terminalOf("abc\b").caret).toBe(2);
    expect(terminalOf("a\t").caret).toBe(8);
    expect(terminalOf("abc\n").caret).toBe(0);
    expect(terminalOf("😀").caret).toBe(2);
  });
});
