/**
 * A host's memory of the moments of a run. The timeline asks for them through `HostPort`; to go back costs what
 * differs, not the guest's RAM. Nothing that is kept here may still be changed by the run that goes on.
 */

import { Keeper, type Kept } from "../clock/keeper.ts";
import type { Machine } from "../machine/machine.ts";
import type { HypervisorRecord } from "./hypervisor.ts";
import { dropImage, Imager, type MachineImage } from "./image/machine-image.ts";
import { PagePool } from "./image/page-pool.ts";
import type { GuestInput } from "./twin.ts";

/** What a host knows beside its machines, as plain data. */
export interface HostRecord {
  readonly hypervisor: HypervisorRecord;
  /** What the twin has been told and has not come to; null where there is no twin. */
  readonly twin: readonly GuestInput[] | null;
}

/**
 * Maps whose entries never change are kept as they are; what changes in place is kept as differences by the `Keeper`.
 */
type Fixed = Pick<HypervisorRecord, "executor" | "hold"> & Pick<HostRecord, "twin">;
type Changing = Omit<HypervisorRecord, "executor" | "hold">;

/** A budget may be exceeded by so much until moments are let go. */
const FAR = 1.5;

interface ArchivedMoment {
  readonly record: Kept<Changing, Fixed>;
  readonly machine: MachineImage;
  readonly twin: MachineImage | null;
}

/**
 * The moments that a host can go back to. What is equal in several of them is kept once.
 *
 * Each machine has one imager, which knows what that machine was last equal to.
 */
export class Archive {
  readonly #pool = new PagePool();
  readonly #records = new Keeper<Changing, Fixed>();
  readonly #moments = new Map<number, ArchivedMoment>();
  readonly #imagers = new Map<Machine, Imager>();

  /** Bytes of all that is kept. */
  get bytes(): number {
    return this.#pool.bytes + this.#records.bytes;
  }

  /**
   * Keeps a moment under a number, with the machine of the guest and that of its twin. Where the pages would take far
   * more than `most` bytes it keeps nothing, so that a guest too large to be kept does not fill the memory before
   * anybody can say so. Returns whether it kept it.
   */
  keep(
    number: number,
    { hypervisor: { executor, hold, ...changing }, twin: told }: HostRecord,
    machines: readonly [Machine, Machine | null],
    most = Number.POSITIVE_INFINITY,
  ): boolean {
    // Both images or none: a moment whose twin is missing could be gone back to, but not be judged.
    const images: MachineImage[] = [];
    for (const machine of machines) {
      const image = machine && this.#imagerOf(machine).take(FAR * most);
      if (image) images.push(image);
      else if (machine) {
        for (const each of images) this.#dropImage(each);
        return false;
      }
    }
    const record = this.#records.keep(changing, { executor, hold, twin: told });
    this.#moments.set(number, { record, machine: images[0]!, twin: images[1] ?? null });
    return true;
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
    const { executor, hold, twin: told } = moment.record.shared;
    const hypervisor = { ...this.#records.copyOf(moment.record), executor, hold };
    return { record: { hypervisor, twin: told }, twin };
  }

  /** A machine was forked from another one just now: its images share what theirs have. */
  forked(from: Machine, machine: Machine): void {
    const imager = this.#imagers.get(from);
    if (imager) this.#imagers.set(machine, imager.fork(machine));
  }

  /** A machine is of no more use. */
  leave(machine: Machine): void {
    this.#imagers.get(machine)?.close();
    this.#imagers.delete(machine);
  }

  /** These moments are of no more use. */
  drop(numbers: readonly number[]): void {
    for (const number of numbers) {
      const moment = this.#moments.get(number);
      if (!moment) continue;
      this.#records.drop(moment.record);
      this.#dropImage(moment.machine);
      if (moment.twin) this.#dropImage(moment.twin);
      this.#moments.delete(number);
    }
  }

  /** Imagers are told first: one that was last equal to this image shares its leaves, and would keep them alive. */
  #dropImage(image: MachineImage): void {
    for (const imager of this.#imagers.values()) imager.forget(image);
    dropImage(image, this.#pool);
  }

  #imagerOf(machine: Machine): Imager {
    const imager = this.#imagers.get(machine) ?? new Imager(machine, this.#pool);
    this.#imagers.set(machine, imager);
    return imager;
  }
}
