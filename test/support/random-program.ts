import type { Random } from "../../src/clock/random.ts";
import { PAGE_BYTES, RAM_START } from "../../src/machine/layout.ts";
import type { Machine } from "../../src/machine/machine.ts";
import * as A from "./assembler.ts";

/** Pages of RAM of a machine for random programs. */
export const RANDOM_PAGES = 32;

const CODE_PAGES = 4;
const DATA = RAM_START + 5 * PAGE_BYTES;
const HANDLER = RAM_START + 8 * PAGE_BYTES;
const ROOT_TABLE = RAM_START + 9 * PAGE_BYTES;
const LEAF_TABLE = RAM_START + 10 * PAGE_BYTES;
const DEVICES = 0x10000000;

// Registers that hold addresses most of the time; x1 to x4 and x10 to x15 hold anything.
const CODE_REGISTER = 5;
const DATA_REGISTER = 6;
const TABLE_REGISTER = 7;
const DEVICE_REGISTER = 8;
const POINTERS = [
  CODE_REGISTER,
  DATA_REGISTER,
  DATA_REGISTER,
  DATA_REGISTER,
  TABLE_REGISTER,
  DEVICE_REGISTER,
];
const SCRATCH = 31;

const OPERATIONS = [
  ...[A.add, A.sub, A.sll, A.slt, A.sltu, A.xor, A.srl, A.sra, A.or, A.and],
  ...[A.mul, A.mulh, A.mulhsu, A.mulhu, A.div, A.divu, A.rem, A.remu],
];
const IMMEDIATES = [A.addi, A.addi, A.addi, A.slti, A.sltiu, A.xori, A.ori, A.andi];
const SHIFTS = [A.slli, A.srli, A.srai];
const BRANCHES = [A.beq, A.bne, A.blt, A.bge, A.bltu, A.bgeu];
const LOADS = [A.lb, A.lh, A.lw, A.lw, A.lbu, A.lhu];
const STORES = [A.sb, A.sh, A.sw, A.sw];
const ATOMICS = [
  ...[A.scw, A.scw, A.amoswapw, A.amoaddw, A.amoxorw, A.amoandw],
  ...[A.amoorw, A.amominw, A.amomaxw, A.amominuw, A.amomaxuw],
];
const CSR_ACCESSES = [A.csrrw, A.csrrs, A.csrrc, A.csrrwi, A.csrrsi, A.csrrci];
/** Writing stvec or satp at random would only end in endless traps. */
const CSR_NUMBERS = Object.values(A.CSR).filter((csr) => csr !== A.CSR.stvec && csr !== A.CSR.satp);

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.below(from.length)]!;
}

function anyRegister(random: Random): number {
  return random.chance(0.1) ? random.below(32) : pick(random, [0, 1, 2, 3, 10, 11, 12, 13, 14, 15]);
}

/** An offset for loads and stores, mostly aligned; among the devices, mostly to one that is there. */
function anyOffset(random: Random, pointer: number): number {
  if (pointer === DEVICE_REGISTER) return 4 * random.below(32);
  const offset = random.below(4096) - 2048;
  return random.chance(0.9) ? offset & ~3 : offset;
}

/** A way to somewhere near, mostly forward so that programs get on, rarely misaligned. */
function anyDistance(random: Random): number {
  const distance = 4 * (random.chance(0.8) ? 1 + random.below(12) : random.below(600) - 400);
  return random.chance(0.02) ? distance + 2 : distance;
}

function anyCsrAccess(random: Random): number {
  const csr = random.chance(0.05) ? random.below(4096) : pick(random, CSR_NUMBERS);
  return pick(random, CSR_ACCESSES)(anyRegister(random), csr, anyRegister(random));
}

/** A call of the supervisor's services: the timer, the console, or nonsense. */
function anyCall(random: Random): number[] {
  const extension = pick(random, [0, 0, 1, 2, 0x10, 0x54494d45, random.next()]);
  const soon = A.addi("a0", "a0", random.below(300));
  return [A.csrrs("a0", A.CSR.time, 0), soon, A.addi("a1", 0, 0), ...A.li("a7", extension), A.ecall()];
}

/** Switches translation on or off. */
function anySwitch(random: Random): number[] {
  const satp = random.chance(0.7) ? (0x80000000 | (ROOT_TABLE >>> 12)) >>> 0 : 0;
  return [...A.li(SCRATCH, satp), A.csrrw(0, A.CSR.satp, SCRATCH)];
}

/** Changes the entry of some page in the leaf table. */
function anyTableWrite(random: Random): number[] {
  const page = random.below(RANDOM_PAGES);
  const flags = random.chance(0.7) ? 0xcf : random.below(256);
  const entry =
    ((RAM_START / PAGE_BYTES + (random.chance(0.7) ? page : random.below(RANDOM_PAGES))) << 10) | flags;
  return [...A.li(SCRATCH, entry >>> 0), A.sw(SCRATCH, 4 * page, TABLE_REGISTER)];
}

function anyPiece(random: Random): number | number[] {
  const rd = anyRegister(random);
  const rs1 = anyRegister(random);
  const rs2 = anyRegister(random);
  const pointer = pick(random, POINTERS);
  const kind = random.below(200);
  if (kind < 40) return pick(random, OPERATIONS)(rd, rs1, rs2);
  if (kind < 70) return pick(random, IMMEDIATES)(rd, rs1, random.below(4096) - 2048);
  if (kind < 80) return pick(random, SHIFTS)(rd, rs1, random.below(32));
  if (kind < 85)
    return random.chance(0.5) ? A.lui(rd, random.below(1 << 20)) : A.auipc(rd, random.below(1 << 20));
  if (kind < 110) return pick(random, LOADS)(rd, anyOffset(random, pointer), pointer);
  if (kind < 135) return pick(random, STORES)(rs2, anyOffset(random, pointer), pointer);
  if (kind < 155) return pick(random, BRANCHES)(rs1, rs2, anyDistance(random));
  if (kind < 159) return A.jal(pick(random, [0, 1]), anyDistance(random));
  if (kind < 162) return A.jalr(pick(random, [0, 1]), 4 * random.below(500), CODE_REGISTER);
  if (kind < 168)
    return random.chance(0.3) ? A.lrw(rd, DATA_REGISTER) : pick(random, ATOMICS)(rd, rs2, pointer);
  if (kind < 175) return anyCsrAccess(random);
  if (kind < 180) return anyCall(random);
  if (kind < 182) return anySwitch(random);
  if (kind < 186) return anyTableWrite(random);
  if (kind < 188) return random.next();
  if (kind < 189) return A.wfi();
  if (kind < 190) return A.sret();
  return pick(random, [A.fence(), A.fenceI(), A.sfenceVma(), A.nop(), A.ebreak(), A.ecall(), A.mv(rd, rs1)]);
}

/** Goes on behind the instruction that trapped, or at the start of the code if that was somewhere else. */
function handler(): Uint8Array {
  return A.assemble(
    A.csrrs(30, A.CSR.sepc, 0),
    A.addi(30, 30, 4),
    A.li(SCRATCH, RAM_START),
    A.sub(29, 30, SCRATCH),
    A.srli(29, 29, 14),
    A.to("inside", (offset) => A.beq(29, 0, offset)),
    A.mv(30, SCRATCH),
    "inside",
    A.csrrw(0, A.CSR.sepc, 30),
    // Interrupts fall silent until the program sets the timer anew.
    A.csrrs(30, A.CSR.scause, 0),
    A.to("done", (offset) => A.bge(30, 0, offset)),
    A.csrrwi(0, A.CSR.sip, 0),
    A.addi("a0", 0, -1),
    A.addi("a1", 0, -1),
    A.addi("a7", 0, 0),
    A.ecall(),
    "done",
    A.li(CODE_REGISTER, RAM_START),
    A.li(DATA_REGISTER, DATA + 2048),
    A.li(TABLE_REGISTER, LEAF_TABLE),
    A.li(DEVICE_REGISTER, DEVICES),
    A.sret(),
  );
}

/** Page tables that map all of RAM to itself, in small pages for the supervisor and some for the user. */
function tables(random: Random): { root: Uint8Array; leaf: Uint8Array } {
  const root = new DataView(new ArrayBuffer(PAGE_BYTES));
  const leaf = new DataView(new ArrayBuffer(PAGE_BYTES));
  root.setUint32(4 * (RAM_START >>> 22), ((LEAF_TABLE >>> 12) << 10) | 1, true);
  root.setUint32(4 * (DEVICES >>> 22), ((DEVICES >>> 12) << 10) | 0xc7, true);
  for (let page = 0; page < RANDOM_PAGES; page++) {
    const flags =
      page === (HANDLER - RAM_START) / PAGE_BYTES || random.chance(0.8) ? 0xcf : random.below(256);
    leaf.setUint32(4 * page, ((RAM_START / PAGE_BYTES + page) << 10) | flags, true);
  }
  return { root: new Uint8Array(root.buffer), leaf: new Uint8Array(leaf.buffer) };
}

/** Fills four pages with random instructions, with page tables, a trap handler and good starting values. */
export function loadRandomProgram(machine: Machine, random: Random): void {
  const { root, leaf } = tables(random);
  const start = A.assemble(
    A.li(SCRATCH, HANDLER),
    A.csrrw(0, A.CSR.stvec, SCRATCH),
    A.li(SCRATCH, 0x222),
    A.csrrw(0, A.CSR.sie, SCRATCH),
    A.li(CODE_REGISTER, RAM_START),
    A.li(DATA_REGISTER, DATA + 2048),
    A.li(TABLE_REGISTER, LEAF_TABLE),
    A.li(DEVICE_REGISTER, DEVICES),
    A.csrrwi(0, A.CSR.sstatus, random.below(2) * 2),
  );
  const room = (CODE_PAGES * PAGE_BYTES - start.length) / 4;
  const code: number[] = [];
  while (code.length < room) code.push(...[anyPiece(random)].flat());
  machine.writeRam(RAM_START, start);
  machine.writeRam(RAM_START + start.length, A.assemble(code.slice(0, room)));
  machine.writeRam(HANDLER, handler());
  machine.writeRam(ROOT_TABLE, root);
  machine.writeRam(LEAF_TABLE, leaf);
  machine.pushConsole(Uint8Array.of(1, 2, 3));
}
