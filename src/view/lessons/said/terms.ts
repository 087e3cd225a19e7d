import { createContext } from "svelte";

/** What the terms of the lesson at hand mean. */
export interface Terms {
  /** By their names in the lesson's words. */
  readonly meanings: ReadonlyMap<string, string>;
  /** Whether they stand in the glossary, too. */
  readonly areListed: boolean;
}

/** Asks for the terms, which are there once the lesson is read. */
export const [termsHere, provideTerms] = createContext<() => Terms | null>();
