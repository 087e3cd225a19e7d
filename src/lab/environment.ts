import { createContext } from "svelte";
import type { LabDatabase } from "../browser/lab-database.ts";
import type { LabFiles } from "../browser/lab-files.ts";
import type { Language } from "../language/languages.ts";
import type { Place } from "../place/place.ts";

/** The part of an address behind its "#", by which views and runs are named: with the "#", or empty where there is none. */
export interface Address {
  readonly hash: string;
  /** Goes to another address, from which the way back leads here. Whoever follows hears of it. */
  go(hash: string): void;
  /** Puts another address in the place of the present one, and tells nobody. */
  replace(hash: string): void;
  /** Calls back whenever the address has changed, however that came. Returns how to end it. */
  follow(changed: () => void): () => void;
  /** The whole address of a hash, to be given to somebody. */
  whole(hash: string): string;
  /** Loads the page again, at the same address. */
  reload(): void;
}

/** Text that is kept under names. Nothing throws: a page may have no storage, or too little of it. */
export interface Store {
  /** What is kept under a name; null where nothing is. */
  read(name: string): string | null;
  /** Keeps a text, or with null forgets it. Returns whether that was done. */
  write(name: string, text: string | null): boolean;
}

/** Starts a new worker, whose script was loaded before. */
export type StartWorker = () => Worker;

/** How workers are started. Those of the other views are loaded, in parts of their own, when the view is opened. */
export interface Workers {
  host(place: Place): Worker;
  compare(): Promise<StartWorker>;
  matrix(): Promise<StartWorker>;
  lesson(): Promise<StartWorker>;
  verify(): Promise<StartWorker>;
}

/** The languages of the page. */
export interface Languages {
  readonly here: Pick<Language, "locale" | "name" | "direction">;
  /** Those that a reader can choose. */
  readonly offered: readonly Pick<Language, "locale" | "name" | "direction">[];
  /** Loads the page again in another language. */
  choose(locale: string): void;
}

/**
 * What a lab has of the page that it is in. An entry makes it, and nothing else reads the page's address and its storage,
 * listens to its window or changes its root element; so a page can have two labs, and a lab can be a part of any page.
 * Components find it with {@link environmentHere}; what is no component is given what it needs of it.
 */
export interface Environment {
  /** The address from which the lab's own files are named: guests, scenarios, the machine. Absolute, with a "/" at its end or a file's name. */
  readonly base: string;
  /** Those files themselves. */
  readonly files: LabFiles;
  /** Makes a database of the lab's own; null where the page has no storage. */
  readonly openDatabase: () => Promise<LabDatabase | null>;
  readonly address: Address;
  /** What was chosen for good: theme, keys. */
  readonly choices: Store;
  /** What is kept for as long as the tab is there: the run under way. */
  readonly tab: Store;
  /** The element on which the theme is set. Everything of the lab lies in it, and its colours are measured in it. */
  readonly root: HTMLElement;
  /** What keys and dropped files are heard from: the window where the lab is the whole page, else the root element. */
  readonly ears: Window | HTMLElement;
  readonly workers: Workers;
  readonly languages: Languages;
}

/** The environment of the lab to which a component belongs; whoever mounts a lab provides it. */
export const [environmentHere, provideEnvironment] = createContext<Environment>();
