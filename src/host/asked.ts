/** A guest that has taken so many requests, and answered none of them, is no longer expected to answer the oldest. */
const MOST_ASKED = 4096;

/** The requests that a guest was given and has not answered, by their ids, oldest first. */
export type Asked = Set<number>;

/** A guest is given a request. */
export function ask(asked: Asked, id: number): void {
  asked.add(id);
  if (asked.size > MOST_ASKED) asked.delete(asked.values().next().value!);
}
