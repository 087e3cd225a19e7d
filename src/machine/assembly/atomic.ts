import { ACCESS_READ, ACCESS_WRITE } from "../layout";
import { noteStore } from "./access";
import {
  CAUSE_ILLEGAL,
  CAUSE_LOAD_MISALIGNED,
  CAUSE_STORE_MISALIGNED,
  DONE,
  FAULT,
  missing,
  trap,
} from "./event";
import { funct3, rd, rs1, rs2 } from "./fields";
import { hostOf, isPresent, isRam, pageOf } from "./pages";
import { dropReservation, isReserved, register, reserve, setRegister } from "./state";
import { accessFaultCause } from "./translation";
import { physical, translate } from "./walk";

const ADD: u32 = 0x00;
const _SWAP: u32 = 0x01;
const LOAD_RESERVED: u32 = 0x02;
const STORE_CONDITIONAL: u32 = 0x03;
const XOR: u32 = 0x04;
const OR: u32 = 0x08;
const AND: u32 = 0x0c;
const MIN: u32 = 0x10;
const MAX: u32 = 0x14;
const MINU: u32 = 0x18;
const MAXU: u32 = 0x1c;

/** Finds the word in RAM; `physical` is then its address. Atomic accesses to devices are access faults. */
function locate(address: u32, access: u32): i32 {
  if (address & 3)
    return trap(access === ACCESS_READ ? CAUSE_LOAD_MISALIGNED : CAUSE_STORE_MISALIGNED, address);
  if (!translate(address, access)) return FAULT;
  if (!isRam(physical)) return trap(accessFaultCause(access), address);
  return isPresent(pageOf(physical)) ? DONE : missing(pageOf(physical), access);
}

function isOperation(operation: u32): bool {
  return operation <= XOR || (operation & 3) === 0;
}

/** What an AMO writes when it found `old`. */
function combine(operation: u32, old: u32, operand: u32): u32 {
  switch (operation) {
    case ADD:
      return old + operand;
    case XOR:
      return old ^ operand;
    case OR:
      return old | operand;
    case AND:
      return old & operand;
    case MIN:
      return <i32>old < <i32>operand ? old : operand;
    case MAX:
      return <i32>old > <i32>operand ? old : operand;
    case MINU:
      return old < operand ? old : operand;
    case MAXU:
      return old > operand ? old : operand;
    default:
      return operand;
  }
}

function loadReserved(instruction: u32): i32 {
  if (rs2(instruction)) return trap(CAUSE_ILLEGAL, instruction);
  if (locate(register(rs1(instruction)), ACCESS_READ) === FAULT) return FAULT;
  reserve(physical);
  setRegister(rd(instruction), load<u32>(hostOf(physical)));
  return DONE;
}

function storeConditional(instruction: u32): i32 {
  if (locate(register(rs1(instruction)), ACCESS_WRITE) === FAULT) return FAULT;
  const succeeds = isReserved(physical);
  const value = register(rs2(instruction));
  dropReservation();
  setRegister(rd(instruction), succeeds ? 0 : 1);
  if (!succeeds) return DONE;
  store<u32>(hostOf(physical), value);
  return noteStore(physical);
}

/** Executes an instruction of the A extension. Returns `DONE`, `LEAVE` or `FAULT`. */
export function executeAtomic(instruction: u32): i32 {
  const operation = instruction >>> 27;
  if (funct3(instruction) !== 2 || !isOperation(operation)) return trap(CAUSE_ILLEGAL, instruction);
  if (operation === LOAD_RESERVED) return loadReserved(instruction);
  if (operation === STORE_CONDITIONAL) return storeConditional(instruction);
  if (locate(register(rs1(instruction)), ACCESS_WRITE) === FAULT) return FAULT;
  const host = hostOf(physical);
  const old = load<u32>(host);
  store<u32>(host, combine(operation, old, register(rs2(instruction))));
  setRegister(rd(instruction), old);
  return noteStore(physical);
}
