/** The verdict after the comparison with the twin. */
export interface Verdict {
  /** Null where no whole guest exists to be compared. */
  readonly identical: boolean | null;
  readonly pagesEqual: number;
  readonly pagesTotal: number;
  /** First page that differs, or null. */
  readonly firstDifference: number | null;
  /** xxHash64 of memory, CPU and devices, 16 hexadecimal digits. */
  readonly hash: string;
}
