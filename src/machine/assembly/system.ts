import { WAITING_AT } from "../layout";
import { csrValue, readCsr, writeCsr } from "./csr";
import { CAUSE_BREAKPOINT, CAUSE_CALL_FROM_USER, CAUSE_ILLEGAL, DONE, trap } from "./event";
import { funct3, funct7, rd, rs1 } from "./fields";
import { callSbi } from "./sbi";
import { pc, privilege, register, retire, setPc, setRegister, USER } from "./state";
import { returnFromTrap } from "./traps";

const ECALL: u32 = 0x00000073;
const EBREAK: u32 = 0x00100073;
const SRET: u32 = 0x10200073;
const WFI: u32 = 0x10500073;
const SFENCE_VMA: u32 = 0x09;

/** The bit of `funct3` that says that the operand is the number in the field of rs1. */
const IMMEDIATE: u32 = 4;
const WRITE: u32 = 1;
const SET: u32 = 2;

function complete(): i32 {
  setPc(pc() + 4);
  retire(1);
  return DONE;
}

function accessCsr(instruction: u32): i32 {
  const kind = funct3(instruction) & 3;
  const csr = instruction >>> 20;
  const operand = funct3(instruction) & IMMEDIATE ? rs1(instruction) : register(rs1(instruction));
  if (!kind || !readCsr(csr)) return trap(CAUSE_ILLEGAL, instruction);
  const old = csrValue;
  // Setting or clearing with x0 or 0 does not write at all.
  if (kind === WRITE || rs1(instruction)) {
    const value = kind === WRITE ? operand : kind === SET ? old | operand : old & ~operand;
    if (!writeCsr(csr, value)) return trap(CAUSE_ILLEGAL, instruction);
  }
  setRegister(rd(instruction), old);
  return complete();
}

function call(): i32 {
  if (privilege() === USER) return trap(CAUSE_CALL_FROM_USER, 0);
  callSbi();
  return complete();
}

function wait(): i32 {
  store<u32>(WAITING_AT, 1);
  return complete();
}

function returnToOrigin(): i32 {
  returnFromTrap();
  retire(1);
  return DONE;
}

/** Executes a SYSTEM instruction, counts it and moves pc, or returns `FAULT` with a trap reported. */
export function executeSystem(instruction: u32): i32 {
  if (funct3(instruction)) return accessCsr(instruction);
  if (instruction === ECALL) return call();
  if (instruction === EBREAK) return trap(CAUSE_BREAKPOINT, pc());
  if (privilege() === USER) return trap(CAUSE_ILLEGAL, instruction);
  if (instruction === SRET) return returnToOrigin();
  if (instruction === WFI) return wait();
  // Translations follow the page tables by themselves, so there is nothing to fence.
  if (funct7(instruction) === SFENCE_VMA && !rd(instruction)) return complete();
  return trap(CAUSE_ILLEGAL, instruction);
}
