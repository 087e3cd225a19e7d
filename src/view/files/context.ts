import { createContext } from "svelte";
import type { Files } from "./files.svelte.ts";

/** The files of the lab to which a component belongs. */
export const [filesHere, provideFiles] = createContext<Files>();
