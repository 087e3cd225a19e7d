import type { Machine } from "../machine/machine.ts";
import type { HypervisorRecord } from "./hypervisor.ts";
import { dropImage, Imager, type MachineImage } from "./machine-image.ts";
import { PagePool } from "./page-pool.ts";
import type { GuestInput } from "./twin.ts";

/** What a host knows beside its machines, as plain data. */
export interface HostRecord extends HypervisorRecord {
  /** What the twin has been told and has not come to; null where there is no twin. */
  readonly twin: readonly GuestInput[] | null;
}

interface Moment {
  readonly record: HostRecord;
  readonly machine: MachineImage;
  readonly twin: MachineImage | null;
}

/** The moments that a host can go back to. Pages that are equal in several of them are kept once. */
export class Archive {
  readonly #pool = new PagePool();
  readonly #moments = new Map<number, Moment>();
  readonly #imagers = new WeakMap<Machine, Imager>();

  /** Bytes of all pages that are kept. */
  get bytes(): number {
    return this.#pool.bytes;
  }

  /** Keeps a moment under a number. The record must not be changed any more. */
  keep(number: number, record: HostRecord, machine: Machine, twin: Machine | null): void {
    const image = this.#imagerOf(machine).take();
    this.#moments.set(number, { record, machine: image, twin: twin && this.#imagerOf(twin).take() });
  }

  /**
   * Gives the machines their memories back. `machineOfTwin` is asked for a machine where there was a twin. Throws where
   * the moment is not kept.
   */
  recall(
    number: number,
    machine: Machine,
    machineOfTwin: () => Machine,
  ): { readonly record: HostRecord; readonly twin: Machine | null } {
    const moment = this.#moments.get(number);
    if (!moment) throw new Error(`The moment ${number} is not kept.`);
    this.#imagerOf(machine).put(moment.machine);
    const twin = moment.twin && machineOfTwin();
    if (twin) this.#imagerOf(twin).put(moment.twin!);
    return { record: moment.record, twin };
  }

  /** These moments are of no more use. */
  drop(numbers: readonly number[]): void {
    for (const number of numbers) {
      const moment = this.#moments.get(number);
      if (!moment) continue;
      dropImage(moment.machine, this.#pool);
      if (moment.twin) dropImage(moment.twin, this.#pool);
      this.#moments.delete(number);
    }
  }

  #imagerOf(machine: Machine): Imager {
    const imager = this.#imagers.get(machine) ?? new Imager(machine, this.#pool);
    this.#imagers.set(machine, imager);
    return imager;
  }
}
