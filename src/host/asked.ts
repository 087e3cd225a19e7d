/**
 * Which answers of a guest the client still waits for. The list follows the guest to the other host with the
 * simulation, not with the checkpoint: it is what the network knows of the guest, and the guest cannot read it.
 */

/** A guest that has taken so many requests, and answered none of them, is no longer expected to answer the oldest. */
const MOST_ASKED = 4096;

/** The requests that a guest was given and has not answered, by their ids, oldest first. */
export type Asked = Set<number>;

/**
 * A guest is given a request. Without the limit a guest that answers nothing would let the list grow for as long as
 * it runs.
 */
export function ask(asked: Asked, id: number): void {
  asked.add(id);
  if (asked.size > MOST_ASKED) asked.delete(asked.values().next().value!);
}
