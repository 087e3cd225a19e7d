import { readFileSync } from "node:fs";
import * as L from "../../src/machine/layout.ts";
import { Machine, type MachineSettings, RAM_START } from "../../src/machine/machine.ts";
import { type Register, registerNumber } from "./assembler.ts";

/** The compiled machine. The test runner compiles it before the tests begin. */
export const machineModule = new WebAssembly.Module(
  readFileSync(new URL("../../src/machine/build/machine.wasm", import.meta.url)),
);

const SETTINGS: MachineSettings = { ramBytes: 64 * L.PAGE_BYTES, instructionsPerSecond: 10_000_000 };

/** A machine with a program at the start of RAM. */
export function machineWith(program: Uint8Array, settings: Partial<MachineSettings> = {}): Machine {
  const machine = Machine.create(machineModule, { ...SETTINGS, ...settings });
  machine.writeRam(RAM_START, program);
  machine.collectDirty();
  return machine;
}

function view(machine: Machine): DataView {
  return new DataView(machine.internals.memory.buffer);
}

/** The state block's word at one of the places of `layout.ts`. */
export function word(machine: Machine, at: number): number {
  return view(machine).getUint32(at, true);
}

/** Changes the state block behind the guest's back, as if it had been loaded so. */
export function setWord(machine: Machine, at: number, value: number): void {
  view(machine).setUint32(at, value, true);
  machine.internals.stateChanged();
}

/** The value of a register. */
export function register(machine: Machine, name: Register): number {
  return word(machine, L.REGISTERS_AT + 4 * registerNumber(name));
}

/** Gives a register its value. */
export function setRegister(machine: Machine, name: Register, value: number): void {
  setWord(machine, L.REGISTERS_AT + 4 * registerNumber(name), value);
}

/** The word of RAM at a physical address. */
export function ramWord(machine: Machine, address: number): number {
  return word(machine, L.RAM_AT + address - RAM_START);
}

/** Writes a word of RAM, as the host does. */
export function setRamWord(machine: Machine, address: number, value: number): void {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  machine.writeRam(address, bytes);
}

/** Every table of instructions is run in each way there is; the machine chooses between the loops by itself otherwise. */
export const ENGINES = [
  ["decoded", 0],
  ["unfused", L.ENGINE_UNFUSED],
  ["uncached decoded", L.ENGINE_UNCACHED],
  ["plain", L.ENGINE_PLAIN],
  ["uncached plain", L.ENGINE_PLAIN | L.ENGINE_UNCACHED],
] as const;

export interface Start {
  readonly engine?: number;
  readonly registers?: Partial<Record<Exclude<Register, number>, number>>;
  /** Words of RAM by physical address. */
  readonly ram?: Readonly<Record<number, number>>;
  /** Words of the state block by their place. */
  readonly state?: Readonly<Record<number, number>>;
}

/** Where a machine of {@link start} goes on after a trap. */
export const HANDLER = RAM_START + 0x8000;

/** A word of data that is zero at first. */
export const DATA = RAM_START + 0x5000;

/** A machine ready to execute instructions at the start of RAM, with traps going to {@link HANDLER}. */
export function start(
  program: Uint8Array,
  { engine = 0, registers = {}, ram = {}, state = {} }: Start = {},
): Machine {
  const machine = machineWith(program);
  machine.internals.setEngine(engine);
  setWord(machine, L.STVEC_AT, HANDLER);
  set(machine, { registers, ram, state });
  return machine;
}

/** Gives registers, words of RAM and words of the state block their values. */
export function set(machine: Machine, { registers = {}, ram = {}, state = {} }: Start): void {
  for (const [name, value] of Object.entries(registers)) setRegister(machine, name as Register, value);
  for (const [address, value] of Object.entries(ram)) setRamWord(machine, Number(address), value);
  for (const [at, value] of Object.entries(state)) setWord(machine, Number(at), value);
}

/** The state of a machine that has executed nothing yet. A table of many rows uses one machine: a new one takes 20 ms. */
export const FRESH = {
  [L.PC_AT]: RAM_START,
  [L.PRIVILEGE_AT]: 1,
  [L.SSTATUS_AT]: 0,
  [L.CYCLE_AT]: 0,
  [L.RETIRED_AT]: 0,
} as const;

/** The trap that the machine has just entered. */
export function trapOf(machine: Machine): { cause: number; value: number; at: number } | null {
  if (word(machine, L.PC_AT) !== HANDLER) return null;
  return {
    cause: word(machine, L.SCAUSE_AT),
    value: word(machine, L.STVAL_AT),
    at: word(machine, L.SEPC_AT),
  };
}
