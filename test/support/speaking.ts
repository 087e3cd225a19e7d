import { vi } from "vitest";

/**
 * What `read` imports, anew, in a language: one is spoken for the whole life of a page. Whoever is tested in the same
 * process afterwards reads it in English again if the test ends with `vi.resetModules()`.
 */
export async function speaking<T>(locale: string, read: () => Promise<T>): Promise<T> {
  vi.resetModules();
  const { speak } = await import("../../src/language/locale.ts");
  speak(locale);
  return read();
}
