import { expect, test } from "vitest";
import { commandOf, type Press } from "../../../src/view/widget/keys.ts";

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

function made(html: string): Element {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild!;
}

test("space and arrows are the lab's on its picture, and on a button that does nothing now", () => {
  for (const focused of [made("<section></section>"), made('<button aria-disabled="true"></button>')]) {
    expect(commandOf(press(" "), focused)).toBe("play");
    expect(commandOf(press("ArrowLeft"), focused)).toBe("back");
    expect(commandOf(press("ArrowRight"), focused)).toBe("forward");
  }
});

test("what has the focus keeps the keys that mean something to it", () => {
  expect(commandOf(press(" "), made("<button></button>"))).toBeNull();
  expect(commandOf(press("ArrowLeft"), made("<button></button>"))).toBe("back");
  expect(commandOf(press("ArrowLeft"), made('<input type="range">'))).toBeNull();
  expect(commandOf(press(" "), made('<input type="range">'))).toBe("play");
  for (const html of ["<input>", "<textarea></textarea>", "<select></select>"])
    for (const key of [" ", "ArrowLeft"]) expect(commandOf(press(key), made(html))).toBeNull();
});

test("every other key is the page's, and so is one with another held", () => {
  const picture = made("<section></section>");
  for (const key of ["ArrowUp", "ArrowDown", "PageDown", "Home", "m", "Tab", "Escape", "constructor"])
    expect(commandOf(press(key), picture)).toBeNull();
  for (const held of ["ctrlKey", "metaKey", "altKey", "shiftKey"])
    expect(commandOf(press(" ", { [held]: true }), picture)).toBeNull();
});
