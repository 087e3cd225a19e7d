/**
 * Whether accesses go through translations that track presence and writes. Without, a bounds check takes their place:
 * that variant exists only to measure what tracking costs, and runs guests without page tables.
 */
export const TRACKING = true;
