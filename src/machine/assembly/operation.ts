import { REGISTERS_AT, SINK_AT } from "../layout";

/**
 * What a decoded operation does. The numbers are dense, so that the switch over them becomes a jump table, and
 * those of an instruction's variants follow its `funct3`, so that the decoder can add it.
 */
export enum Op {
  /** Not decoded yet. Must be zero, because forgetting a page fills it with zeros. */
  Undecoded,
  /** Stands behind the last instruction of a page. */
  NextPage,
  /** Rare, or illegal: the plain loop executes it. */
  Rare,
  Fence,
  Atomic,
  Lui,
  Auipc,
  Jal,
  JalFar,
  Jalr,
  Beq,
  Bne,
  Blt,
  Bge,
  Bltu,
  Bgeu,
  // Branches that leave the page.
  BeqFar,
  BneFar,
  BltFar,
  BgeFar,
  BltuFar,
  BgeuFar,
  Lb,
  Lh,
  Lw,
  Lbu,
  Lhu,
  Sb,
  Sh,
  Sw,
  Addi,
  Slli,
  Slti,
  Sltiu,
  Xori,
  Srli,
  Ori,
  Andi,
  Srai,
  Add,
  Sll,
  Slt,
  Sltu,
  Xor,
  Srl,
  Or,
  And,
  Sub,
  Sra,
  Mul,
  Mulh,
  Mulhsu,
  Mulhu,
  Div,
  Divu,
  Rem,
  Remu,
  // Two operations at once. The second one stays where it is, so that jumps can lead to it.
  AddiAddi,
  AddiBne,
  AddiBeq,
  AddiBlt,
  AddiBltu,
  AddiLw,
  AddiSw,
  AddAddi,
  AddAdd,
  AddLw,
  AddSw,
  SlliAdd,
  SlliOr,
  SlliXor,
  SlliSrli,
  SrliXor,
  XorSlli,
  XorSrli,
  MulAdd,
  AndiBeq,
  LuiAddi,
  AuipcAddi,
  LwLw,
  LwAddi,
  LwAdd,
  LwMul,
  SwSw,
  SwAddi,
}

// An operation is: its number, 8 bits; its number before fusion, 8 bits; how many instructions there are from here to
// the end of the block, this one included, 16 bits; where rd, rs1 and rs2 lie, 16 bits each; 16 bits unused; and the
// immediate, 32 bits. For branches within the page that is the way to the target in bytes of operations, and for
// atomic ones the instruction itself.

/** Bytes of an operation. */
export const OPERATION_BYTES = 16;

export function number(at: usize): u32 {
  return load<u8>(at);
}

/** The number before fusion. */
export function plainNumber(at: usize): u32 {
  return load<u8>(at, 1);
}

export function setNumber(at: usize, value: u32): void {
  store<u8>(at, value);
}

export function lengthOf(at: usize): i32 {
  return load<u16>(at, 2);
}

export function setLength(at: usize, value: i32): void {
  store<u16>(at, value, 2);
}

/** Writes rd. */
export function put(at: usize, value: u32): void {
  store<u32>(load<u16>(at, 4), value);
}

/** The value of rs1. */
export function first(at: usize): u32 {
  return load<u32>(load<u16>(at, 6));
}

/** The value of rs2. */
export function second(at: usize): u32 {
  return load<u32>(load<u16>(at, 8));
}

export function immediate(at: usize): u32 {
  return load<u32>(at, 12);
}

/** The address of a register to read. */
function source(index: u32): u32 {
  return REGISTERS_AT + (index << 2);
}

/** Writes a whole operation, for now a block of its own. */
export function setOperation(at: usize, op: u32, rd: u32, rs1: u32, rs2: u32, value: u32): void {
  store<u8>(at, op);
  store<u8>(at, op, 1);
  setLength(at, 1);
  store<u16>(at, rd ? source(rd) : SINK_AT, 4);
  store<u16>(at, source(rs1), 6);
  store<u16>(at, source(rs2), 8);
  store<u32>(at, value, 12);
}
