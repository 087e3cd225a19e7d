import type { Page } from "@playwright/test";

/**
 * How two screenshots differ: the share of their values that are not the same, and by how much at most, of 255. A browser
 * rounds the edges of what it draws anew a little otherwise than of what it drew at once; words and pictures it does not.
 */
export function differenceOf(
  page: Page,
  one: Buffer,
  other: Buffer,
): Promise<{ share: number; most: number }> {
  const texts = [one, other].map((picture) => picture.toString("base64"));
  return page.evaluate(async (pictures) => {
    const values = await Promise.all(
      pictures.map(async (text) => {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext("2d")!;
        context.drawImage(bitmap, 0, 0);
        return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
      }),
    );
    const [first, second] = values as [Uint8ClampedArray, Uint8ClampedArray];
    if (first.length !== second.length) return { share: 1, most: 255 };
    const offs = first.map((value, index) => Math.abs(value - second[index]!));
    return {
      share: offs.filter((off) => off > 0).length / offs.length,
      most: offs.reduce((most, off) => Math.max(most, off), 0),
    };
  }, texts);
}
