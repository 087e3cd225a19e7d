import * as L from "./layout.ts";

/** What a machine is made of. Both numbers are part of its state, so guests cannot move between unequal machines. */
export interface MachineSettings {
  /** A multiple of a page, at most 1024 MiB. */
  readonly ramBytes: number;
  /** How many cycles make a second of the guest's time; a whole number, at most 10^12. */
  readonly instructionsPerSecond: number;
}

/** Throws a RangeError for settings out of range. */
export function checkSettings({ ramBytes, instructionsPerSecond }: MachineSettings): void {
  if (!Number.isInteger(ramBytes / L.PAGE_BYTES) || ramBytes <= 0 || ramBytes > L.RAM_BYTES_MAX) {
    throw new RangeError(`RAM must be a multiple of 4096 bytes and at most 1024 MiB, not ${ramBytes} bytes`);
  }
  const isRate = Number.isInteger(instructionsPerSecond) && instructionsPerSecond > 0;
  if (!isRate || instructionsPerSecond > L.INSTRUCTIONS_PER_SECOND_MAX) {
    throw new RangeError(
      `instructions per second must be a whole number from 1 to 10^12, not ${instructionsPerSecond}`,
    );
  }
}
