/**
 * The rings of the Quick Resume file. What is written has sequence numbers 1, 2, 3 and so on; number s goes to slot
 * (s - 1) mod slots. A slot is written again only when what it held was acknowledged, cumulatively, or with the same.
 */

/** The slot of a sequence number. */
export function slotOf(sequence: number, slots: number): number {
  if (!Number.isSafeInteger(sequence) || sequence < 1) {
    throw new RangeError(`Sequence numbers begin with 1; ${sequence} is none.`);
  }
  return (sequence - 1) % slots;
}

/**
 * The least sequence number that the slot of `sequence` can hold while `first` is the next one looked for: all before
 * that one were written, so what is older than a whole ring was replaced. Less than 1 where the slot may be empty.
 */
export function oldestIn(sequence: number, first: number, slots: number): number {
  return sequence - slots * Math.ceil((sequence - first + 1) / slots);
}
