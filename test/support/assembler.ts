/**
 * Encodes RV32IMA, Zicsr and privileged instructions. Registers are numbers or names, immediates are signed numbers.
 */
export type Register = number | keyof typeof NAMES;

// biome-ignore format: a table
const NAMES = {
  zero: 0, ra: 1, sp: 2, gp: 3, tp: 4, t0: 5, t1: 6, t2: 7, s0: 8, s1: 9,
  a0: 10, a1: 11, a2: 12, a3: 13, a4: 14, a5: 15, a6: 16, a7: 17,
  s2: 18, s3: 19, s4: 20, s5: 21, s6: 22, s7: 23, s8: 24, s9: 25, s10: 26, s11: 27,
  t3: 28, t4: 29, t5: 30, t6: 31,
} as const;

/** The number of a register. */
export function registerNumber(register: Register): number {
  return typeof register === "number" ? register : NAMES[register];
}

const n = registerNumber;

function fits(value: number, bits: number, step = 1): number {
  const bound = 2 ** (bits - 1);
  if (value < -bound || value >= bound || value % step)
    throw new RangeError(`immediate ${value} does not fit`);
  return value;
}

function encodeR(
  opcode: number,
  funct3: number,
  funct7: number,
  rd: Register,
  rs1: Register,
  rs2: Register,
): number {
  const low = opcode | (n(rd) << 7) | (funct3 << 12) | (n(rs1) << 15);
  return (low | (n(rs2) << 20) | (funct7 << 25)) >>> 0;
}

function encodeI(opcode: number, funct3: number, rd: Register, rs1: Register, immediate: number): number {
  return (opcode | (n(rd) << 7) | (funct3 << 12) | (n(rs1) << 15) | (immediate << 20)) >>> 0;
}

function encodeS(funct3: number, rs2: Register, rs1: Register, immediate: number): number {
  const at = fits(immediate, 12);
  const low = 0x23 | ((at & 31) << 7) | (funct3 << 12) | (n(rs1) << 15);
  return (low | (n(rs2) << 20) | ((at >> 5) << 25)) >>> 0;
}

function encodeB(funct3: number, rs1: Register, rs2: Register, offset: number): number {
  const at = fits(offset, 13, 2);
  const low = 0x63 | (((at >> 11) & 1) << 7) | (((at >> 1) & 15) << 8) | (funct3 << 12) | (n(rs1) << 15);
  return (low | (n(rs2) << 20) | (((at >> 5) & 63) << 25) | (((at >> 12) & 1) << 31)) >>> 0;
}

function encodeJ(rd: Register, offset: number): number {
  const at = fits(offset, 21, 2);
  const low = 0x6f | (n(rd) << 7) | (at & 0xff000) | (((at >> 11) & 1) << 20);
  return (low | (((at >> 1) & 0x3ff) << 21) | (((at >> 20) & 1) << 31)) >>> 0;
}

const immediate = (funct3: number) => (rd: Register, rs1: Register, value: number) =>
  encodeI(0x13, funct3, rd, rs1, fits(value, 12));
const shift = (funct3: number, funct7: number) => (rd: Register, rs1: Register, amount: number) =>
  encodeR(0x13, funct3, funct7, rd, rs1, amount);
const operation = (funct3: number, funct7: number) => (rd: Register, rs1: Register, rs2: Register) =>
  encodeR(0x33, funct3, funct7, rd, rs1, rs2);
const branch = (funct3: number) => (rs1: Register, rs2: Register, offset: number) =>
  encodeB(funct3, rs1, rs2, offset);
const load = (funct3: number) => (rd: Register, offset: number, rs1: Register) =>
  encodeI(0x03, funct3, rd, rs1, fits(offset, 12));
const store = (funct3: number) => (rs2: Register, offset: number, rs1: Register) =>
  encodeS(funct3, rs2, rs1, offset);
const atomic = (funct5: number) => (rd: Register, rs2: Register, rs1: Register) =>
  encodeR(0x2f, 2, funct5 << 2, rd, rs1, rs2);
const csr = (funct3: number) => (rd: Register, number: number, source: Register) =>
  encodeI(0x73, funct3, rd, source, number);

export const lui = (rd: Register, upper: number) => (0x37 | (n(rd) << 7) | (upper << 12)) >>> 0;
export const auipc = (rd: Register, upper: number) => (0x17 | (n(rd) << 7) | (upper << 12)) >>> 0;
export const jal = encodeJ;
export const jalr = (rd: Register, offset: number, rs1: Register) =>
  encodeI(0x67, 0, rd, rs1, fits(offset, 12));

export const beq = branch(0);
export const bne = branch(1);
export const blt = branch(4);
export const bge = branch(5);
export const bltu = branch(6);
export const bgeu = branch(7);

export const lb = load(0);
export const lh = load(1);
export const lw = load(2);
export const lbu = load(4);
export const lhu = load(5);
export const sb = store(0);
export const sh = store(1);
export const sw = store(2);

export const addi = immediate(0);
export const slti = immediate(2);
export const sltiu = immediate(3);
export const xori = immediate(4);
export const ori = immediate(6);
export const andi = immediate(7);
export const slli = shift(1, 0);
export const srli = shift(5, 0);
export const srai = shift(5, 0x20);

export const add = operation(0, 0);
export const sub = operation(0, 0x20);
export const sll = operation(1, 0);
export const slt = operation(2, 0);
export const sltu = operation(3, 0);
export const xor = operation(4, 0);
export const srl = operation(5, 0);
export const sra = operation(5, 0x20);
export const or = operation(6, 0);
export const and = operation(7, 0);

export const mul = operation(0, 1);
export const mulh = operation(1, 1);
export const mulhsu = operation(2, 1);
export const mulhu = operation(3, 1);
export const div = operation(4, 1);
export const divu = operation(5, 1);
export const rem = operation(6, 1);
export const remu = operation(7, 1);

export const lrw = (rd: Register, rs1: Register) => atomic(0x02)(rd, 0, rs1);
export const scw = atomic(0x03);
export const amoswapw = atomic(0x01);
export const amoaddw = atomic(0x00);
export const amoxorw = atomic(0x04);
export const amoandw = atomic(0x0c);
export const amoorw = atomic(0x08);
export const amominw = atomic(0x10);
export const amomaxw = atomic(0x14);
export const amominuw = atomic(0x18);
export const amomaxuw = atomic(0x1c);

export const csrrw = csr(1);
export const csrrs = csr(2);
export const csrrc = csr(3);
/** The immediate forms take a number from 0 to 31 in place of the source register. */
export const csrrwi = csr(5);
export const csrrsi = csr(6);
export const csrrci = csr(7);

export const fence = () => 0x0ff0000f;
export const pause = () => 0x0100000f;
export const fenceI = () => 0x0000100f;
export const ecall = () => 0x00000073;
export const ebreak = () => 0x00100073;
export const sret = () => 0x10200073;
export const wfi = () => 0x10500073;
export const sfenceVma = (rs1: Register = 0, rs2: Register = 0) => encodeR(0x73, 0, 0x09, 0, rs1, rs2);
export const nop = () => addi(0, 0, 0);
export const mv = (rd: Register, rs1: Register) => addi(rd, rs1, 0);
export const ret = () => jalr(0, 0, "ra");

/** The two instructions that load any 32-bit number. */
export function li(rd: Register, value: number): number[] {
  const low = ((value & 0xfff) ^ 0x800) - 0x800;
  return [lui(rd, ((value - low) >>> 12) & 0xfffff), addi(rd, rd, low)];
}

/** Numbers of control and status registers. */
export const CSR = {
  sstatus: 0x100,
  sie: 0x104,
  stvec: 0x105,
  scounteren: 0x106,
  sscratch: 0x140,
  sepc: 0x141,
  scause: 0x142,
  stval: 0x143,
  sip: 0x144,
  satp: 0x180,
  cycle: 0xc00,
  time: 0xc01,
  instret: 0xc02,
  cycleh: 0xc80,
  timeh: 0xc81,
  instreth: 0xc82,
} as const;

/** A piece of a program: an instruction, several, a label, or an instruction that leads to a label. */
export type Item =
  | number
  | readonly number[]
  | string
  | { readonly to: string; encode(offset: number): number };

/** A branch or jump to a label of the same program: `to("loop", (offset) => bne("a0", 0, offset))`. */
export function to(label: string, encode: (offset: number) => number): Item {
  return { to: label, encode };
}

interface Piece {
  readonly at: number;
  readonly item: Exclude<Item, string | readonly number[]>;
}

/** Adds the instructions of an item, the first one at `at`, and returns where the next item goes. */
function place(item: Exclude<Item, string>, at: number, pieces: Piece[]): number {
  const instructions = Array.isArray(item) ? (item as readonly number[]) : [item as Piece["item"]];
  for (const [index, instruction] of instructions.entries())
    pieces.push({ at: at + 4 * index, item: instruction });
  return at + 4 * instructions.length;
}

/** The bytes of a program. Throws an error for a label that is not there. */
export function assemble(...items: readonly Item[]): Uint8Array {
  const labels = new Map<string, number>();
  const pieces: Piece[] = [];
  let at = 0;
  for (const item of items) {
    if (typeof item === "string") labels.set(item, at);
    else at = place(item, at, pieces);
  }
  const view = new DataView(new ArrayBuffer(at));
  for (const { at, item } of pieces) {
    if (typeof item === "number") view.setUint32(at, item, true);
    else {
      const target = labels.get(item.to);
      if (target === undefined) throw new Error(`there is no label ${item.to}`);
      view.setUint32(at, item.encode(target - at), true);
    }
  }
  return new Uint8Array(view.buffer);
}
