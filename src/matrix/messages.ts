/**
 * What the page and the worker of the failure matrix say to each other. One order is answered cell by cell, so that
 * the page fills as the runs come in.
 */

import type { Cell, Place } from "./cell.ts";

/** What the page asks its worker for: the cells of these places, with the machine and the guest at these addresses. */
export interface MatrixOrder {
  readonly machine: string;
  readonly guest: string;
  readonly places: readonly Place[];
}

/** What the page hears: one cell after the other. */
export interface MatrixNews {
  readonly cell: Cell;
}
