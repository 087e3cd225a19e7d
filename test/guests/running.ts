import { readFileSync } from "node:fs";
import { type GivenSettings, type Program, settingsWords } from "../../src/guests/programs.ts";
import { boot } from "../../src/machine/boot.ts";
import {
  type GuestRequest,
  Machine,
  PAGE_BYTES,
  RAM_START,
  type RunExit,
} from "../../src/machine/machine.ts";
import { MACHINE_WASM } from "../../src/node/assemble.ts";

const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url));
const machineModule = new WebAssembly.Module(file(MACHINE_WASM));

/** Guests run at the lab's default speed. */
export const INSTRUCTIONS_PER_SECOND = 20_000_000;

interface Options {
  readonly ramMiB?: number;
  readonly settings?: GivenSettings;
}

/** An answer of the guest to a request. */
export type GuestAnswer = Extract<RunExit, { kind: "answer" }>;

/** A program in a machine, with its console. */
export class RunningGuest {
  readonly machine: Machine;
  console = "";
  answers: GuestAnswer[] = [];

  constructor(program: Program, { ramMiB = 4, settings = {} }: Options = {}) {
    this.machine = Machine.create(machineModule, {
      ramBytes: ramMiB << 20,
      instructionsPerSecond: INSTRUCTIONS_PER_SECOND,
    });
    boot(this.machine, {
      kind: "program",
      bytes: file(`public/guests/${program.file}`),
      settingsWords: settingsWords(program, this.machine.pageCount, settings),
    });
  }

  /** Runs until that many milliseconds have passed since the start. An end that is not the program's way is an error. */
  runTo(milliseconds: number): this {
    return this.runToCycle(milliseconds * (INSTRUCTIONS_PER_SECOND / 1000));
  }

  runToCycle(end: number): this {
    while (this.machine.cycle < end) {
      const exit = this.machine.run(end - this.machine.cycle);
      if (exit.kind === "console") this.console += String.fromCharCode(exit.byte);
      else if (exit.kind === "answer") this.answers.push(exit);
      else if (exit.kind !== "budget") throw new Error(`the guest ended with ${exit.kind}: ${this.console}`);
    }
    return this;
  }

  /** Gives the guest a request and runs until it has answered. */
  ask(request: GuestRequest): GuestAnswer {
    const { length } = this.answers;
    this.machine.pushRequest(request);
    const end = this.machine.cycle + INSTRUCTIONS_PER_SECOND;
    while (this.answers.length === length && this.machine.cycle < end)
      this.runToCycle(this.machine.cycle + 100);
    return this.answers.at(-1)!;
  }

  /** The pages that are dirtied from one time to the other, in milliseconds since the start. */
  dirtied(from: number, to: number): number[] {
    this.runTo(from).machine.collectDirty();
    return [...this.runTo(to).machine.collectDirty()];
  }

  /** The first word of a page. */
  word(page: number): number {
    return new DataView(this.machine.readPage(page).buffer).getUint32(0, true);
  }

  /** The first page of the screen. */
  get screenPage(): number {
    return (this.machine.framebuffer()!.address - RAM_START) / PAGE_BYTES;
  }

  /** The pixels of the screen, row after row. */
  screen(): Uint32Array {
    const { width, height } = this.machine.framebuffer()!;
    const pixels = new Uint32Array(width * height);
    const pagePixels = PAGE_BYTES / 4;
    for (let index = 0; index < pixels.length / pagePixels; index++) {
      pixels.set(new Uint32Array(this.machine.readPage(this.screenPage + index).buffer), index * pagePixels);
    }
    return pixels;
  }
}

/** The pages from one to before another. */
export function pages(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
