/**
 * Finds the bytes of the guest that a scenario names. Whoever opens a lab brings the reader: a page fetches, the
 * command line reads from the disk.
 */

import { DEFAULT_PROGRAM, PROGRAMS, type Program, SettingError, settingsWords } from "../guests/programs.ts";
import { t } from "../language/words.ts";
import type { GuestImage } from "../machine/boot.ts";
import { named, quote } from "../text/quote.ts";
import { BadScenarioError } from "./bad-scenario.ts";
import { pagesOf } from "./derived.ts";
import type { Scenario } from "./scenario.ts";

/** Reads a file of the lab's guests, or one that the scenario names. Rejects where there is none. */
export interface FileReader {
  program(file: string): Promise<Uint8Array>;
  named(path: string): Promise<Uint8Array>;
}

/**
 * The guest that a scenario names, ready to boot. Throws {@link BadScenarioError} for settings that the program does
 * not have and files that are not there.
 */
export async function loadGuest({ guest }: Scenario, read: FileReader): Promise<GuestImage> {
  if (guest.kernel !== undefined) {
    const kernel = await fileOf(read, "guest.kernel", guest.kernel);
    if (guest.initrd === undefined) return { kind: "kernel", kernel };
    return { kind: "kernel", kernel, initrd: await fileOf(read, "guest.initrd", guest.initrd) };
  }
  if (guest.image !== undefined)
    return { kind: "image", bytes: await fileOf(read, "guest.image", guest.image) };
  const program = PROGRAMS[guest.program ?? DEFAULT_PROGRAM];
  return { kind: "program", bytes: await read.program(program.file), settingsWords: wordsOf(program, guest) };
}

/** The settings words of a program. Throws {@link BadScenarioError} for settings that it does not have. */
export function wordsOf(program: Program, guest: Scenario["guest"]): number[] {
  try {
    return settingsWords(program, pagesOf({ guest }), guest.settings);
  } catch (error) {
    if (error instanceof SettingError) throw new BadScenarioError(`guest.${error.message}.`);
    throw error;
  }
}

async function fileOf(read: FileReader, field: string, path: string): Promise<Uint8Array> {
  try {
    return await read.named(path);
  } catch (error) {
    const reason = named(error instanceof Error ? error.message : String(error));
    throw new BadScenarioError(
      t`${field} is ${quote(path)}; allowed is a file that can be read (${reason}).`,
    );
  }
}
