import type { Page } from "@playwright/test";

/** What is no message in any language: names, units, what code is called, and the number of a version or a hash. */
const NO_WORDS =
  /\b(West|East|Quick|Resume|vSphere|QEMU|MiB\/s|MiB|KiB|GiB|ms|min|RAM|ELF|CRC-32C|[0-9a-f]{4,8}|\d[\d.,]*( s)?)\b/g;

/**
 * Every text of the page in the derived language that is outside of a message: what is shown, and what is said of it. Texts of
 * code, of the guest, of lessons and of languages by their own names are passed over.
 */
export async function unmarked(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const passed =
      "style, script, noscript, code, pre, kbd, canvas, option[lang], [data-code], [data-kind] *";
    const OWN = "style, script, noscript, code, pre, kbd, [lang=en], [lang=de]";
    const said = ["aria-label", "title", "placeholder", "aria-valuetext", "aria-roledescription", "alt"];
    const outside = (text: string): string => {
      const rest = text.replace(/⟦[^⟦⟧]*⟧/g, " ");
      return rest === text ? text : outside(rest);
    };
    /** Words of a message may stand in elements of their own: then what is around them is read. */
    const wholeOf = (node: Node): string => {
      const around = [
        node,
        node.parentNode,
        node.parentNode?.parentNode,
        node.parentNode?.parentNode?.parentNode,
      ];
      const whole = around.find(
        (each) => each?.textContent && !/[⟦⟧]|\p{L}{2}/u.test(outside(each.textContent)),
      );
      return (whole ?? node).textContent!;
    };
    return [...document.querySelectorAll("body *")].flatMap((element) => {
      if (element.matches(passed) || element.closest(OWN)) return [];
      const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
      const own = element.matches("[data-kind]") ? [element.textContent] : texts.map(wholeOf);
      return [...said.map((name) => element.getAttribute(name)), ...own].filter((text) => text !== null);
    });
  });
  const left = texts.map((text) => outside(text).replace(NO_WORDS, " ").trim());
  return [...new Set(left.filter((text) => /\p{L}{2}/u.test(text)))];
}

/** A text without what stands between marks, which may stand in one another. */
function outside(text: string): string {
  const inner = /⟦[^⟦⟧]*⟧/g;
  return inner.test(text) ? outside(text.replace(inner, " ")) : text;
}
