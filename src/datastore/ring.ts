/**
 * The rings of the Quick Resume file. What is written has sequence numbers 1, 2, 3 and so on; number s goes to slot
 * (s - 1) mod slots. A slot is written again only when what it held was acknowledged, cumulatively.
 */

/** The slot of a sequence number. */
export function slotOf(sequence: number, slots: number): number {
  if (!Number.isSafeInteger(sequence) || sequence < 1) {
    throw new RangeError(`Sequence numbers begin with 1; ${sequence} is none.`);
  }
  return (sequence - 1) % slots;
}
