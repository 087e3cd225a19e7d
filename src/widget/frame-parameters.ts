import { PARAMETERS, type ParameterName, type ReadParameter } from "./parameters.ts";

/** Whether the part of an address behind its "#", and with it, is a run. */
export function isRun(hash: string): boolean {
  return /^#v\d+\./.test(hash);
}

/**
 * The parameters in a frame's address: in its query, or behind its "#" in the same form, which no server is told; the latter
 * counts more. A "#" with a run has that one alone.
 */
export function readerOf(search: string, hash: string): ReadParameter {
  const first = new URLSearchParams(isRun(hash) ? { run: hash.slice(1) } : hash.slice(1));
  const then = new URLSearchParams(search);
  return (name: ParameterName) => first.get(name) ?? then.get(name);
}

/** The names in a frame's address that no widget has, but `origin`. */
export function strangersIn(search: string): string[] {
  const known = new Set<string>([...PARAMETERS, "origin"]);
  return [...new URLSearchParams(search).keys()].filter((name) => !known.has(name));
}

/** The origins by which a frame may be driven: those that are named, or that of the page which shows it; null where nobody knows it. */
export function originsOf(search: string, referrer: string): readonly string[] | null {
  const named = new URLSearchParams(search).getAll("origin");
  if (named.length > 0) return named;
  return URL.canParse(referrer) ? [new URL(referrer).origin] : null;
}

/**
 * The address of another page of frames with the same parameters. The origins by which it may be driven are named in it: what that
 * page hears of who refers to it is this page.
 */
export function sameFrameAt(
  page: string,
  search: string,
  hash: string,
  origins: readonly string[] | null,
): string {
  const parameters = new URLSearchParams(search);
  parameters.delete("origin");
  for (const origin of origins ?? []) parameters.append("origin", origin);
  const query = parameters.toString();
  return page + (query === "" ? "" : `?${query}`) + hash;
}
