/** Whether the address holds an experiment, which is read by code that is loaded only then. */
export function isExperiment(hash: string): boolean {
  return /^#v\d+\./.test(hash);
}

/** Whether the address names what was opened from a file in this tab. */
export function isFile(hash: string): boolean {
  return /^#file-\d+$/.test(hash);
}

const EXAMPLE = "#example-";

/** The part of an address that opens an example. */
export function routeOfExample(name: string): string {
  return EXAMPLE + name;
}

/** The name of the example that the address holds; null where it holds none. */
export function exampleIn(hash: string): string | null {
  const name = hash.startsWith(EXAMPLE) ? hash.slice(EXAMPLE.length) : "";
  return /^[a-z]+(-[a-z]+)*$/.test(name) ? name : null;
}
