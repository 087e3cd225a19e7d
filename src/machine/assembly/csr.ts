import {
  SATP_AT,
  SCAUSE_AT,
  SCOUNTEREN_AT,
  SEPC_AT,
  SIE_AT,
  SIP_AT,
  SSCRATCH_AT,
  SSTATUS_AT,
  STVAL_AT,
  STVEC_AT,
} from "../layout";
import { pending, time } from "./clock";
import {
  cycle,
  privilege,
  retired,
  SSTATUS_MXR,
  SSTATUS_SIE,
  SSTATUS_SPIE,
  SSTATUS_SPP,
  SSTATUS_SUM,
  USER,
} from "./state";
import { dropTranslations } from "./translation";

const SSTATUS = 0x100;
const SIE = 0x104;
const STVEC = 0x105;
const SCOUNTEREN = 0x106;
const SSCRATCH = 0x140;
const SEPC = 0x141;
const SCAUSE = 0x142;
const STVAL = 0x143;
const SIP = 0x144;
const SATP = 0x180;
const CYCLE: u32 = 0xc00;
const TIME = 0xc01;
const INSTRET = 0xc02;
const CYCLEH = 0xc80;
const TIMEH = 0xc81;
const INSTRETH = 0xc82;

const SSTATUS_BITS: u32 = SSTATUS_SIE | SSTATUS_SPIE | SSTATUS_SPP | SSTATUS_SUM | SSTATUS_MXR;
/** Software, timer and external interrupts of the supervisor. */
const SIE_BITS: u32 = 0x222;
const SIP_BITS: u32 = 0x002;
/** No address space identifiers, so their bits read as zero. */
const SATP_BITS: u32 = 0x803fffff;
/** The counters cycle, time and instret. */
const SCOUNTEREN_BITS: u32 = 7;

/** The value that the last successful `readCsr` found. */
export let csrValue: u32 = 0;

/** Where a register lies that is kept as it was written, or 0. */
function plainAt(csr: u32): usize {
  switch (csr) {
    case SSTATUS:
      return SSTATUS_AT;
    case SIE:
      return SIE_AT;
    case STVEC:
      return STVEC_AT;
    case SCOUNTEREN:
      return SCOUNTEREN_AT;
    case SSCRATCH:
      return SSCRATCH_AT;
    case SEPC:
      return SEPC_AT;
    case SCAUSE:
      return SCAUSE_AT;
    case STVAL:
      return STVAL_AT;
    case SIP:
      return SIP_AT;
    case SATP:
      return SATP_AT;
    default:
      return 0;
  }
}

/** The bits of a register that can be written. */
function writableBits(csr: u32): u32 {
  switch (csr) {
    case SSTATUS:
      return SSTATUS_BITS;
    case SIE:
      return SIE_BITS;
    case SIP:
      return SIP_BITS;
    case SATP:
      return SATP_BITS;
    case SCOUNTEREN:
      return SCOUNTEREN_BITS;
    // The modes direct and vectored.
    case STVEC:
      return ~2;
    // Instructions begin at multiples of four.
    case SEPC:
      return ~3;
    default:
      return ~0;
  }
}

function readCounter(csr: u32): bool {
  if (privilege() === USER && !((load<u32>(SCOUNTEREN_AT) >>> (csr & 31)) & 1)) return false;
  switch (csr) {
    case CYCLE:
      csrValue = <u32>cycle();
      return true;
    case TIME:
      csrValue = <u32>time();
      return true;
    case INSTRET:
      csrValue = <u32>retired();
      return true;
    case CYCLEH:
      csrValue = <u32>(cycle() >>> 32);
      return true;
    case TIMEH:
      csrValue = <u32>(time() >>> 32);
      return true;
    case INSTRETH:
      csrValue = <u32>(retired() >>> 32);
      return true;
    default:
      return false;
  }
}

/** Reads a register. Returns false where it does not exist or the current mode may not read it. */
export function readCsr(csr: u32): bool {
  if (csr >= CYCLE) return readCounter(csr);
  const at = plainAt(csr);
  if (!at || privilege() === USER) return false;
  csrValue = csr === SIP ? pending() : load<u32>(at);
  return true;
}

/** Writes a register that `readCsr` has read. Returns false where it is read-only. */
export function writeCsr(csr: u32, value: u32): bool {
  const at = plainAt(csr);
  if (!at) return false;
  const bits = writableBits(csr);
  const old = load<u32>(at);
  const changed = value & bits;
  store<u32>(at, changed);
  const affects = csr === SATP ? ~0 : csr === SSTATUS ? SSTATUS_MXR : 0;
  if ((old ^ changed) & affects) dropTranslations();
  return true;
}
