import { PAGE_BYTES } from "../layout";
import * as F from "./fields";
import { fuse } from "./fusion";
import { lengthOf, number, OPERATION_BYTES, Op, setLength, setOperation } from "./operation";
import { SLOT_PAGE } from "./slots";

function loadOp(kind: u32): u32 {
  if (kind > 5 || kind === 3) return Op.Rare;
  return kind < 3 ? Op.Lb + kind : Op.Lbu + kind - 4;
}

function immediateOp(kind: u32, variant: u32): u32 {
  if (kind === 1) return variant ? Op.Rare : Op.Slli;
  if (kind !== 5) return Op.Addi + kind;
  if (variant & ~F.ALTERNATE) return Op.Rare;
  return variant ? Op.Srai : Op.Srli;
}

function registerOp(kind: u32, variant: u32): u32 {
  if (variant === F.MULTIPLY) return Op.Mul + kind;
  if (!variant) return Op.Add + kind;
  if (variant !== F.ALTERNATE) return Op.Rare;
  if (kind === 0) return Op.Sub;
  return kind === 5 ? Op.Sra : Op.Rare;
}

function branchOp(kind: u32): u32 {
  if (kind < 2) return Op.Beq + kind;
  return kind < 4 ? Op.Rare : Op.Blt + kind - 4;
}

function plainOp(i: u32): u32 {
  switch (F.opcode(i)) {
    case F.LOAD:
      return loadOp(F.funct3(i));
    case F.MISC_MEM:
      return F.funct3(i) > 1 ? Op.Rare : Op.Fence;
    case F.OP_IMM:
      return immediateOp(F.funct3(i), F.funct7(i));
    case F.AUIPC:
      return Op.Auipc;
    case F.STORE:
      return F.funct3(i) > 2 ? Op.Rare : Op.Sb + F.funct3(i);
    case F.AMO:
      return Op.Atomic;
    case F.OP:
      return registerOp(F.funct3(i), F.funct7(i));
    case F.LUI:
      return Op.Lui;
    case F.BRANCH:
      return branchOp(F.funct3(i));
    case F.JALR:
      return F.funct3(i) ? Op.Rare : Op.Jalr;
    case F.JAL:
      return Op.Jal;
    default:
      return Op.Rare;
  }
}

function immediateOf(i: u32): u32 {
  switch (F.opcode(i)) {
    case F.STORE:
      return F.immediateS(i);
    case F.BRANCH:
      return F.immediateB(i);
    case F.JAL:
      return F.immediateJ(i);
    case F.AUIPC:
    case F.LUI:
      return F.immediateU(i);
    case F.AMO:
      return i;
    default:
      return F.immediateI(i);
  }
}

function isBranch(op: u32): bool {
  return op >= <u32>Op.Jal && op <= <u32>Op.Bgeu;
}

/** Whether a block ends with an operation: what comes next depends on it. */
function endsBlock(op: u32): bool {
  return op === <u32>Op.Rare || (op >= <u32>Op.Jal && op <= <u32>Op.BgeuFar);
}

/** Decodes the instruction at `offset` of its page. */
function decode(i: u32, at: usize, offset: u32): void {
  let op = F.isLong(i) ? plainOp(i) : <u32>Op.Rare;
  let value = immediateOf(i);
  if (isBranch(op) && op !== <u32>Op.Jalr) {
    if (value & 3) op = Op.Rare;
    else if (offset + value < <u32>PAGE_BYTES) value <<= 2;
    else op = op === <u32>Op.Jal ? Op.JalFar : op + (Op.BeqFar - Op.Beq);
  }
  setOperation(at, op, F.rd(i), F.rs1(i), F.rs2(i), value);
}

/** Decodes the block that begins at an operation of a slot, up to its end or to what is decoded already. */
export function decodeBlock(slot: usize, start: usize): void {
  const page: usize = load<u32>(slot, SLOT_PAGE);
  let at = start;
  let isEnd = false;
  // The step to the next page stands at the end of the slot and counts as decoded.
  while (!isEnd && !number(at)) {
    const offset = <u32>(at - slot) >>> 2;
    decode(load<u32>(page + offset), at, offset);
    isEnd = endsBlock(number(at));
    at += OPERATION_BYTES;
  }
  let length = isEnd ? 0 : lengthOf(at);
  while (at > start) {
    at -= OPERATION_BYTES;
    setLength(at, ++length);
    fuse(at);
  }
}
