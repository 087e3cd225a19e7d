// The fields of an instruction, after chapter 2.2 of the unprivileged specification.

/** Bits 6 to 2, which tell instructions apart; bits 1 and 0 of a 32-bit instruction are set. */
export function opcode(instruction: u32): u32 {
  return (instruction >>> 2) & 31;
}

export function isLong(instruction: u32): bool {
  return (instruction & 3) === 3;
}

export function rd(instruction: u32): u32 {
  return (instruction >>> 7) & 31;
}

export function rs1(instruction: u32): u32 {
  return (instruction >>> 15) & 31;
}

export function rs2(instruction: u32): u32 {
  return (instruction >>> 20) & 31;
}

export function funct3(instruction: u32): u32 {
  return (instruction >>> 12) & 7;
}

export function funct7(instruction: u32): u32 {
  return instruction >>> 25;
}

/** The immediate of `addi`, loads and `jalr`. */
export function immediateI(instruction: u32): u32 {
  return <u32>(<i32>instruction >> 20);
}

/** The immediate of stores. */
export function immediateS(instruction: u32): u32 {
  return <u32>((<i32>instruction >> 25) << 5) | rd(instruction);
}

/** The immediate of branches. */
export function immediateB(instruction: u32): u32 {
  return (
    <u32>((<i32>instruction >> 31) << 12) |
    ((instruction << 4) & 0x800) |
    ((instruction >>> 20) & 0x7e0) |
    ((instruction >>> 7) & 0x1e)
  );
}

/** The immediate of `lui` and `auipc`. */
export function immediateU(instruction: u32): u32 {
  return instruction & 0xfffff000;
}

/** The immediate of `jal`. */
export function immediateJ(instruction: u32): u32 {
  return (
    <u32>((<i32>instruction >> 31) << 20) |
    (instruction & 0xff000) |
    ((instruction >>> 9) & 0x800) |
    ((instruction >>> 20) & 0x7fe)
  );
}

export const LOAD = 0x00;
export const MISC_MEM = 0x03;
export const OP_IMM = 0x04;
export const AUIPC = 0x05;
export const STORE = 0x08;
export const AMO = 0x0b;
export const OP = 0x0c;
export const LUI = 0x0d;
export const BRANCH = 0x18;
export const JALR = 0x19;
export const JAL = 0x1b;
export const SYSTEM = 0x1c;

/** `funct7` of `sub`, `sra` and `srai`. */
export const ALTERNATE = 0x20;
/** `funct7` of multiplication and division. */
export const MULTIPLY = 1;
