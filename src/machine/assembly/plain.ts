import { fetch, instruction, loaded, loadSlowly, lookUp, storeSlowly } from "./access";
import { multiplyOrDivide } from "./arithmetic";
import { executeAtomic } from "./atomic";
import { CAUSE_FETCH_MISALIGNED, CAUSE_ILLEGAL, DONE, EVENT_NONE, event, FAULT, LEAVE, trap } from "./event";
import * as F from "./fields";
import { pc, register, retire, setPc, setRegister } from "./state";
import { executeSystem } from "./system";
import { FROM_ENTRY, readTable, writeTable } from "./translation";

// The plain loop fetches, decodes and executes one instruction after the other. It is what the fast loop is checked
// against, and it finishes what the fast loop leaves: single rare instructions and the last few of a budget.

/** Where the instruction that was executed goes on. */
let next: u32 = 0;

/** The translations of the current mode. */
let reads: usize = 0;
let writes: usize = 0;

function illegal(i: u32): i32 {
  return trap(CAUSE_ILLEGAL, i);
}

function jump(target: u32): i32 {
  if (target & 2) return trap(CAUSE_FETCH_MISALIGNED, target);
  next = target;
  return DONE;
}

function extend(value: u32, kind: u32): u32 {
  if (kind === 0) return <u32>(<i32>(<i8>value));
  return kind === 1 ? <u32>(<i32>(<i16>value)) : value;
}

function executeLoad(i: u32): i32 {
  const kind = F.funct3(i);
  const size: u32 = 1 << (kind & 3);
  if (kind > 5 || kind === 3) return illegal(i);
  const address = register(F.rs1(i)) + F.immediateI(i);
  const entry = lookUp(reads, address);
  let value: u32;
  if ((entry & 1) > (address & (size - 1))) {
    if (size === 4) value = load<u32>(address + entry, FROM_ENTRY);
    else if (size === 2) value = load<u16>(address + entry, FROM_ENTRY);
    else value = load<u8>(address + entry, FROM_ENTRY);
  } else {
    if (loadSlowly(address, size) === FAULT) return FAULT;
    value = loaded;
  }
  setRegister(F.rd(i), extend(value, kind));
  return DONE;
}

function executeStore(i: u32): i32 {
  const kind = F.funct3(i);
  const size: u32 = 1 << kind;
  if (kind > 2) return illegal(i);
  const address = register(F.rs1(i)) + F.immediateS(i);
  const value = register(F.rs2(i));
  const entry = lookUp(writes, address);
  if ((entry & 1) <= (address & (size - 1))) return storeSlowly(address, size, value);
  if (size === 4) store<u32>(address + entry, value, FROM_ENTRY);
  else if (size === 2) store<u16>(address + entry, value, FROM_ENTRY);
  else store<u8>(address + entry, value, FROM_ENTRY);
  return DONE;
}

function shiftRight(a: u32, amount: u32, isArithmetic: bool): u32 {
  return isArithmetic ? <u32>(<i32>a >> (amount & 31)) : a >>> (amount & 31);
}

function executeImmediate(i: u32): i32 {
  const a = register(F.rs1(i));
  const b = F.immediateI(i);
  const variant = F.funct7(i);
  let value: u32;
  switch (F.funct3(i)) {
    case 0:
      value = a + b;
      break;
    case 1:
      if (variant) return illegal(i);
      value = a << (b & 31);
      break;
    case 2:
      value = u32(<i32>a < <i32>b);
      break;
    case 3:
      value = u32(a < b);
      break;
    case 4:
      value = a ^ b;
      break;
    case 5:
      if (variant & ~F.ALTERNATE) return illegal(i);
      value = shiftRight(a, b, variant !== 0);
      break;
    case 6:
      value = a | b;
      break;
    default:
      value = a & b;
  }
  setRegister(F.rd(i), value);
  return DONE;
}

function executeOperation(i: u32): i32 {
  const a = register(F.rs1(i));
  const b = register(F.rs2(i));
  const variant = F.funct7(i);
  const kind = F.funct3(i);
  let value: u32;
  if (variant === F.MULTIPLY) {
    setRegister(F.rd(i), multiplyOrDivide(kind, a, b));
    return DONE;
  }
  if (variant && (variant !== F.ALTERNATE || (kind !== 0 && kind !== 5))) return illegal(i);
  switch (kind) {
    case 0:
      value = variant ? a - b : a + b;
      break;
    case 1:
      value = a << (b & 31);
      break;
    case 2:
      value = u32(<i32>a < <i32>b);
      break;
    case 3:
      value = u32(a < b);
      break;
    case 4:
      value = a ^ b;
      break;
    case 5:
      value = shiftRight(a, b, variant !== 0);
      break;
    case 6:
      value = a | b;
      break;
    default:
      value = a & b;
  }
  setRegister(F.rd(i), value);
  return DONE;
}

function executeBranch(i: u32, at: u32): i32 {
  const a = register(F.rs1(i));
  const b = register(F.rs2(i));
  let taken: bool;
  switch (F.funct3(i)) {
    case 0:
      taken = a === b;
      break;
    case 1:
      taken = a !== b;
      break;
    case 4:
      taken = <i32>a < <i32>b;
      break;
    case 5:
      taken = <i32>a >= <i32>b;
      break;
    case 6:
      taken = a < b;
      break;
    case 7:
      taken = a >= b;
      break;
    default:
      return illegal(i);
  }
  return taken ? jump(at + F.immediateB(i)) : DONE;
}

function executeJal(i: u32, at: u32): i32 {
  if (jump(at + F.immediateJ(i)) === FAULT) return FAULT;
  setRegister(F.rd(i), at + 4);
  return DONE;
}

function executeJalr(i: u32, at: u32): i32 {
  if (F.funct3(i)) return illegal(i);
  if (jump((register(F.rs1(i)) + F.immediateI(i)) & ~1) === FAULT) return FAULT;
  setRegister(F.rd(i), at + 4);
  return DONE;
}

/** Executes an instruction that is not SYSTEM. Returns `DONE`, `LEAVE` or `FAULT`. */
function execute(i: u32, at: u32): i32 {
  next = at + 4;
  switch (F.opcode(i)) {
    case F.LOAD:
      return executeLoad(i);
    case F.MISC_MEM:
      // Memory is coherent, so both fences do nothing.
      return F.funct3(i) > 1 ? illegal(i) : DONE;
    case F.OP_IMM:
      return executeImmediate(i);
    case F.AUIPC:
      setRegister(F.rd(i), at + F.immediateU(i));
      return DONE;
    case F.STORE:
      return executeStore(i);
    case F.AMO:
      return executeAtomic(i);
    case F.OP:
      return executeOperation(i);
    case F.LUI:
      setRegister(F.rd(i), F.immediateU(i));
      return DONE;
    case F.BRANCH:
      return executeBranch(i, at);
    case F.JALR:
      return executeJalr(i, at);
    case F.JAL:
      return executeJal(i, at);
    default:
      return illegal(i);
  }
}

/** Executes up to `count` instructions; ends early at events and after SYSTEM instructions, which may change the mode. */
export function runPlainly(count: u32): void {
  let left = count;
  let at = pc();
  reads = readTable();
  writes = writeTable();
  while (left) {
    if (fetch(at) === FAULT) break;
    const i = instruction;
    if (!F.isLong(i)) {
      illegal(i);
      break;
    }
    if (F.opcode(i) === F.SYSTEM) {
      setPc(at);
      retire(count - left);
      executeSystem(i);
      return;
    }
    const status = execute(i, at);
    if (status === FAULT) break;
    at = next;
    left--;
    if (status === LEAVE && event !== EVENT_NONE) break;
  }
  setPc(at);
  retire(count - left);
}
