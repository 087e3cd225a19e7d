import {
  COMPARE_AT,
  CYCLE_AT,
  INSTRUCTIONS_PER_SECOND_AT,
  PC_AT,
  PRIVILEGE_AT,
  RAM_BYTES_AT,
  REGISTERS_AT,
  RESERVATION_AT,
  RESERVED_AT,
  RETIRED_AT,
  SATP_AT,
  SSTATUS_AT,
} from "../layout";

export const USER: u32 = 0;
export const SUPERVISOR: u32 = 1;

export const SSTATUS_SIE: u32 = 1 << 1;
export const SSTATUS_SPIE: u32 = 1 << 5;
export const SSTATUS_SPP: u32 = 1 << 8;
export const SSTATUS_SUM: u32 = 1 << 18;
export const SSTATUS_MXR: u32 = 1 << 19;

export function register(index: u32): u32 {
  return load<u32>(REGISTERS_AT + (index << 2));
}

export function setRegister(index: u32, value: u32): void {
  if (index !== 0) store<u32>(REGISTERS_AT + (index << 2), value);
}

export function pc(): u32 {
  return load<u32>(PC_AT);
}

export function setPc(value: u32): void {
  store<u32>(PC_AT, value);
}

export function privilege(): u32 {
  return load<u32>(PRIVILEGE_AT);
}

export function setPrivilege(value: u32): void {
  store<u32>(PRIVILEGE_AT, value);
}

export function sstatus(): u32 {
  return load<u32>(SSTATUS_AT);
}

export function satp(): u32 {
  return load<u32>(SATP_AT);
}

export function cycle(): u64 {
  return load<u64>(CYCLE_AT);
}

/** Passes cycles in which nothing retires: waiting, or the entry of a trap. */
export function passCycles(count: u64): void {
  store<u64>(CYCLE_AT, load<u64>(CYCLE_AT) + count);
}

/** Counts retired instructions, each of which takes a cycle. */
export function retire(count: u32): void {
  passCycles(count);
  store<u64>(RETIRED_AT, load<u64>(RETIRED_AT) + count);
}

export function retired(): u64 {
  return load<u64>(RETIRED_AT);
}

export function compare(): u64 {
  return load<u64>(COMPARE_AT);
}

export function setCompare(value: u64): void {
  store<u64>(COMPARE_AT, value);
}

export function instructionsPerSecond(): u64 {
  return load<u64>(INSTRUCTIONS_PER_SECOND_AT);
}

export function ramBytes(): u32 {
  return load<u32>(RAM_BYTES_AT);
}

export function reserve(physical: u32): void {
  store<u32>(RESERVED_AT, 1);
  store<u32>(RESERVATION_AT, physical);
}

export function dropReservation(): void {
  store<u32>(RESERVED_AT, 0);
  store<u32>(RESERVATION_AT, 0);
}

export function isReserved(physical: u32): bool {
  return load<u32>(RESERVED_AT) !== 0 && load<u32>(RESERVATION_AT) === physical;
}
