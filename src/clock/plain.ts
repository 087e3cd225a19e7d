/**
 * An independent copy of plain data: records, lists, maps, sets and byte arrays of numbers, strings and flags. Big
 * integer arrays are shared, because nothing in the lab changes one once it is made.
 */
export function copyPlain<T>(value: T): T {
  return copy(value) as T;
}

function copy(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof BigUint64Array) return value;
  if (Array.isArray(value)) return value.map(copy);
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [copy(key), copy(each)]));
  if (value instanceof Set) return new Set([...value].map(copy));
  if (ArrayBuffer.isView(value)) return (value as Uint8Array).slice();
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copy(each)]));
}
