import { loaded, loadSlowly, locateFetch, lookUp, storeSlowly } from "./access";
import { div, divu, mulh, mulhsu, mulhu, rem, remu } from "./arithmetic";
import { executeAtomic } from "./atomic";
import { decodeBlock } from "./decode";
import { DONE, FAULT } from "./event";
import { first, immediate, lengthOf, number, OPERATION_BYTES, Op, put, second } from "./operation";
import { hostOf, pageOf } from "./pages";
import { slotOf } from "./slots";
import { pc, retire, setPc } from "./state";
import { FROM_ENTRY, fetchTable, readTable, rememberFetch, writeTable } from "./translation";
import { physical } from "./walk";

// The fast loop executes decoded operations. The budget is charged a block at a time, on entry; `n` is what is left
// after the whole block, and whoever leaves in the middle gives back what has not been executed.

const PAGE_MASK: u32 = 0xfff;

/** The budget of the current call. */
let budget: i32 = 0;

/** The virtual address of an operation's instruction. */
function pcOf(ip: usize, slot: usize, origin: u32): u32 {
  return origin + (<u32>(ip - slot) >>> 2);
}

function leave(at: u32, left: i32): void {
  setPc(at);
  retire(budget - left);
}

/** Leaves at a block that is longer than the budget, and returns how many of its instructions are due. */
function leaveShort(ip: usize, slot: usize, origin: u32, n: i32): i32 {
  const left = n + lengthOf(ip);
  leave(pcOf(ip, slot, origin), left);
  return left;
}

/** Leaves at an operation that did not complete. */
function leaveBefore(ip: usize, slot: usize, origin: u32, n: i32): i32 {
  leave(pcOf(ip, slot, origin), n + lengthOf(ip));
  return 0;
}

/**
 * Leaves at an operation that did not complete, or behind one after which everything must be looked up anew. `left` is
 * the budget before the operation; it cannot be computed here, because the operation itself may be forgotten by now.
 */
function leaveAfter(ip: usize, slot: usize, origin: u32, left: i32, status: i32): i32 {
  const at = pcOf(ip, slot, origin);
  if (status === FAULT) leave(at, left);
  else leave(at + 4, left - 1);
  return 0;
}

/** The slot of decoded instructions for a virtual address, or 0 with an event reported. */
function locateSlot(address: u32): usize {
  if (locateFetch(address) === FAULT) return 0;
  const slot = slotOf(pageOf(physical), hostOf(physical & ~PAGE_MASK));
  rememberFetch(address, slot);
  return slot;
}

/**
 * Executes up to `count` instructions. Returns how many instructions the plain loop should execute next: a rare one, or
 * the rest of a budget that ends within a block; 0 at an event or when the mode or the translation may have changed.
 */
export function runFast(count: i32): i32 {
  const reads = readTable();
  const writes = writeTable();
  const fetches = fetchTable();
  let n = count;
  let target = pc();
  budget = count;
  while (true) {
    let slot: usize = load<u32>(fetches + ((target >>> 12) << 2));
    if (!slot) {
      // Without budget nothing may happen any more, not even a fault.
      if (n) slot = locateSlot(target);
      if (!slot) {
        leave(target, n);
        return 0;
      }
    }
    const origin = target & ~PAGE_MASK;
    let ip = slot + ((target & PAGE_MASK) << 2);
    n -= lengthOf(ip);
    if (n < 0) return leaveShort(ip, slot, origin, n);
    while (true) {
      switch (number(ip)) {
        case Op.Undecoded:
          decodeBlock(slot, ip);
          n -= lengthOf(ip);
          if (n >= 0) continue;
          return leaveShort(ip, slot, origin, n);
        case Op.NextPage:
          target = pcOf(ip, slot, origin);
          break;
        case Op.Rare:
          leaveBefore(ip, slot, origin, n);
          return 1;
        case Op.Fence:
          ip += OPERATION_BYTES;
          continue;
        case Op.Atomic: {
          const length = lengthOf(ip);
          const status = executeAtomic(immediate(ip));
          if (status !== DONE) return leaveAfter(ip, slot, origin, n + length, status);
          ip += OPERATION_BYTES;
          continue;
        }
        case Op.Jal:
          put(ip, pcOf(ip, slot, origin) + 4);
          ip += immediate(ip);
          n -= lengthOf(ip);
          if (n >= 0) continue;
          return leaveShort(ip, slot, origin, n);
        case Op.JalFar:
          target = pcOf(ip, slot, origin);
          put(ip, target + 4);
          target += immediate(ip);
          break;
        case Op.Jalr:
          target = (first(ip) + immediate(ip)) & ~1;
          if (target & 2) {
            leaveBefore(ip, slot, origin, n);
            return 1;
          }
          put(ip, pcOf(ip, slot, origin) + 4);
          break;
        case Op.Beq:
          ip += first(ip) === second(ip) ? immediate(ip) : OPERATION_BYTES;
          n -= lengthOf(ip);
          if (n >= 0) continue;
          return leaveShort(ip, slot, origin, n);
        case Op.Bne:
          ip += first(ip) !== second(ip) ? immediate(ip) : OPERATION_BYTES;
          n -= lengthOf(ip);
          if (n >= 0) continue;
          return leaveShort(ip, slot, origin, n);
        case Op.Blt:
          ip += <i32>first(ip) < <i32>second(ip) ? immediate(ip) : OPERATION_BYTES;
          n -= lengthOf(ip);
          if (n >= 0) continue;
          return leaveShort(ip, slot, origin, n);
        case Op.Bge:
          ip += <i32>first(ip) >= <i32>second(ip) ? immediate(ip) : OPERATION_BYTES;
          n -= lengthOf(ip);
          if (n >= 0) continue;
          return leaveShort(ip, slot, origin, n);
        case Op.Bltu:
          ip += first(ip) < second(ip) ? immediate(ip) : OPERATION_BYTES;
          n -= lengthOf(ip);
          if (n >= 0) continue;
          return leaveShort(ip, slot, origin, n);
        case Op.Bgeu:
          ip += first(ip) >= second(ip) ? immediate(ip) : OPERATION_BYTES;
          n -= lengthOf(ip);
          if (n >= 0) continue;
          return leaveShort(ip, slot, origin, n);
        case Op.BeqFar:
          target = pcOf(ip, slot, origin) + (first(ip) === second(ip) ? immediate(ip) : 4);
          break;
        case Op.BneFar:
          target = pcOf(ip, slot, origin) + (first(ip) !== second(ip) ? immediate(ip) : 4);
          break;
        case Op.BltFar:
          target = pcOf(ip, slot, origin) + (<i32>first(ip) < <i32>second(ip) ? immediate(ip) : 4);
          break;
        case Op.BgeFar:
          target = pcOf(ip, slot, origin) + (<i32>first(ip) >= <i32>second(ip) ? immediate(ip) : 4);
          break;
        case Op.BltuFar:
          target = pcOf(ip, slot, origin) + (first(ip) < second(ip) ? immediate(ip) : 4);
          break;
        case Op.BgeuFar:
          target = pcOf(ip, slot, origin) + (first(ip) >= second(ip) ? immediate(ip) : 4);
          break;
        case Op.Lb: {
          const address = first(ip) + immediate(ip);
          const entry = lookUp(reads, address);
          if (entry & 1) put(ip, <u32>(<i32>load<i8>(address + entry, FROM_ENTRY)));
          else {
            if (loadSlowly(address, 1) === FAULT) return leaveBefore(ip, slot, origin, n);
            put(ip, <u32>(<i32>(<i8>loaded)));
          }
          ip += OPERATION_BYTES;
          continue;
        }
        case Op.Lh: {
          const address = first(ip) + immediate(ip);
          const entry = lookUp(reads, address);
          if ((entry & 1) > (address & 1)) put(ip, <u32>(<i32>load<i16>(address + entry, FROM_ENTRY)));
          else {
            if (loadSlowly(address, 2) === FAULT) return leaveBefore(ip, slot, origin, n);
            put(ip, <u32>(<i32>(<i16>loaded)));
          }
          ip += OPERATION_BYTES;
          continue;
        }
        case Op.Lw: {
          const address = first(ip) + immediate(ip);
          const entry = lookUp(reads, address);
          if ((entry & 1) > (address & 3)) put(ip, load<u32>(address + entry, FROM_ENTRY));
          else {
            if (loadSlowly(address, 4) === FAULT) return leaveBefore(ip, slot, origin, n);
            put(ip, loaded);
          }
          ip += OPERATION_BYTES;
          continue;
        }
        case Op.Lbu: {
          const address = first(ip) + immediate(ip);
          const entry = lookUp(reads, address);
          if (entry & 1) put(ip, load<u8>(address + entry, FROM_ENTRY));
          else {
            if (loadSlowly(address, 1) === FAULT) return leaveBefore(ip, slot, origin, n);
            put(ip, loaded);
          }
          ip += OPERATION_BYTES;
          continue;
        }
        case Op.Lhu: {
          const address = first(ip) + immediate(ip);
          const entry = lookUp(reads, address);
          if ((entry & 1) > (address & 1)) put(ip, load<u16>(address + entry, FROM_ENTRY));
          else {
            if (loadSlowly(address, 2) === FAULT) return leaveBefore(ip, slot, origin, n);
            put(ip, loaded);
          }
          ip += OPERATION_BYTES;
          continue;
        }
        case Op.Sb: {
          const address = first(ip) + immediate(ip);
          const entry = lookUp(writes, address);
          if (entry & 1) store<u8>(address + entry, second(ip), FROM_ENTRY);
          else {
            const length = lengthOf(ip);
            const status = storeSlowly(address, 1, second(ip));
            if (status !== DONE) return leaveAfter(ip, slot, origin, n + length, status);
          }
          ip += OPERATION_BYTES;
          continue;
        }
        case Op.Sh: {
          const address = first(ip) + immediate(ip);
          const entry = lookUp(writes, address);
          if ((entry & 1) > (address & 1)) store<u16>(address + entry, second(ip), FROM_ENTRY);
          else {
            const length = lengthOf(ip);
            const status = storeSlowly(address, 2, second(ip));
            if (status !== DONE) return leaveAfter(ip, slot, origin, n + length, status);
          }
          ip += OPERATION_BYTES;
          continue;
        }
        case Op.Sw: {
          const address = first(ip) + immediate(ip);
          const entry = lookUp(writes, address);
          if ((entry & 1) > (address & 3)) store<u32>(address + entry, second(ip), FROM_ENTRY);
          else {
            const length = lengthOf(ip);
            const status = storeSlowly(address, 4, second(ip));
            if (status !== DONE) return leaveAfter(ip, slot, origin, n + length, status);
          }
          ip += OPERATION_BYTES;
          continue;
        }
        case Op.Lui:
          put(ip, immediate(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.Auipc:
          put(ip, pcOf(ip, slot, origin) + immediate(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.Addi:
          put(ip, first(ip) + immediate(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.Slli:
          put(ip, first(ip) << (immediate(ip) & 31));
          ip += OPERATION_BYTES;
          continue;
        case Op.Slti:
          put(ip, u32(<i32>first(ip) < <i32>immediate(ip)));
          ip += OPERATION_BYTES;
          continue;
        case Op.Sltiu:
          put(ip, u32(first(ip) < immediate(ip)));
          ip += OPERATION_BYTES;
          continue;
        case Op.Xori:
          put(ip, first(ip) ^ immediate(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.Srli:
          put(ip, first(ip) >>> (immediate(ip) & 31));
          ip += OPERATION_BYTES;
          continue;
        case Op.Ori:
          put(ip, first(ip) | immediate(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.Andi:
          put(ip, first(ip) & immediate(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.Srai:
          put(ip, <u32>(<i32>first(ip) >> (immediate(ip) & 31)));
          ip += OPERATION_BYTES;
          continue;
        case Op.Add:
          put(ip, first(ip) + second(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.Sll:
          put(ip, first(ip) << (second(ip) & 31));
          ip += OPERATION_BYTES;
          continue;
        case Op.Slt:
          put(ip, u32(<i32>first(ip) < <i32>second(ip)));
          ip += OPERATION_BYTES;
          continue;
        case Op.Sltu:
          put(ip, u32(first(ip) < second(ip)));
          ip += OPERATION_BYTES;
          continue;
        case Op.Xor:
          put(ip, first(ip) ^ second(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.Srl:
          put(ip, first(ip) >>> (second(ip) & 31));
          ip += OPERATION_BYTES;
          continue;
        case Op.Or:
          put(ip, first(ip) | second(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.And:
          put(ip, first(ip) & second(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.Sub:
          put(ip, first(ip) - second(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.Sra:
          put(ip, <u32>(<i32>first(ip) >> (second(ip) & 31)));
          ip += OPERATION_BYTES;
          continue;
        case Op.Mul:
          put(ip, first(ip) * second(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.Mulh:
          put(ip, mulh(first(ip), second(ip)));
          ip += OPERATION_BYTES;
          continue;
        case Op.Mulhsu:
          put(ip, mulhsu(first(ip), second(ip)));
          ip += OPERATION_BYTES;
          continue;
        case Op.Mulhu:
          put(ip, mulhu(first(ip), second(ip)));
          ip += OPERATION_BYTES;
          continue;
        case Op.Div:
          put(ip, div(first(ip), second(ip)));
          ip += OPERATION_BYTES;
          continue;
        case Op.Divu:
          put(ip, divu(first(ip), second(ip)));
          ip += OPERATION_BYTES;
          continue;
        case Op.Rem:
          put(ip, rem(first(ip), second(ip)));
          ip += OPERATION_BYTES;
          continue;
        case Op.Remu:
          put(ip, remu(first(ip), second(ip)));
          ip += OPERATION_BYTES;
          continue;
        // Fused pairs. Where the second half has no translation yet, it is left to its own operation.
        case Op.AddiAddi:
          put(ip, first(ip) + immediate(ip));
          ip += OPERATION_BYTES;
          put(ip, first(ip) + immediate(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.AddiBne:
          put(ip, first(ip) + immediate(ip));
          ip += OPERATION_BYTES;
          ip += first(ip) !== second(ip) ? immediate(ip) : OPERATION_BYTES;
          n -= lengthOf(ip);
          if (n >= 0) continue;
          return leaveShort(ip, slot, origin, n);
        case Op.AddiBeq:
          put(ip, first(ip) + immediate(ip));
          ip += OPERATION_BYTES;
          ip += first(ip) === second(ip) ? immediate(ip) : OPERATION_BYTES;
          n -= lengthOf(ip);
          if (n >= 0) continue;
          return leaveShort(ip, slot, origin, n);
        case Op.AddiBlt:
          put(ip, first(ip) + immediate(ip));
          ip += OPERATION_BYTES;
          ip += <i32>first(ip) < <i32>second(ip) ? immediate(ip) : OPERATION_BYTES;
          n -= lengthOf(ip);
          if (n >= 0) continue;
          return leaveShort(ip, slot, origin, n);
        case Op.AddiBltu:
          put(ip, first(ip) + immediate(ip));
          ip += OPERATION_BYTES;
          ip += first(ip) < second(ip) ? immediate(ip) : OPERATION_BYTES;
          n -= lengthOf(ip);
          if (n >= 0) continue;
          return leaveShort(ip, slot, origin, n);
        case Op.AddiLw: {
          put(ip, first(ip) + immediate(ip));
          ip += OPERATION_BYTES;
          const address = first(ip) + immediate(ip);
          const entry = lookUp(reads, address);
          if ((entry & 1) <= (address & 3)) continue;
          put(ip, load<u32>(address + entry, FROM_ENTRY));
          ip += OPERATION_BYTES;
          continue;
        }
        case Op.AddiSw: {
          put(ip, first(ip) + immediate(ip));
          ip += OPERATION_BYTES;
          const address = first(ip) + immediate(ip);
          const entry = lookUp(writes, address);
          if ((entry & 1) <= (address & 3)) continue;
          store<u32>(address + entry, second(ip), FROM_ENTRY);
          ip += OPERATION_BYTES;
          continue;
        }
        case Op.AddAddi:
          put(ip, first(ip) + second(ip));
          ip += OPERATION_BYTES;
          put(ip, first(ip) + immediate(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.AddAdd:
          put(ip, first(ip) + second(ip));
          ip += OPERATION_BYTES;
          put(ip, first(ip) + second(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.AddLw: {
          put(ip, first(ip) + second(ip));
          ip += OPERATION_BYTES;
          const address = first(ip) + immediate(ip);
          const entry = lookUp(reads, address);
          if ((entry & 1) <= (address & 3)) continue;
          put(ip, load<u32>(address + entry, FROM_ENTRY));
          ip += OPERATION_BYTES;
          continue;
        }
        case Op.AddSw: {
          put(ip, first(ip) + second(ip));
          ip += OPERATION_BYTES;
          const address = first(ip) + immediate(ip);
          const entry = lookUp(writes, address);
          if ((entry & 1) <= (address & 3)) continue;
          store<u32>(address + entry, second(ip), FROM_ENTRY);
          ip += OPERATION_BYTES;
          continue;
        }
        case Op.SlliAdd:
          put(ip, first(ip) << (immediate(ip) & 31));
          ip += OPERATION_BYTES;
          put(ip, first(ip) + second(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.SlliOr:
          put(ip, first(ip) << (immediate(ip) & 31));
          ip += OPERATION_BYTES;
          put(ip, first(ip) | second(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.SlliXor:
          put(ip, first(ip) << (immediate(ip) & 31));
          ip += OPERATION_BYTES;
          put(ip, first(ip) ^ second(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.SlliSrli:
          put(ip, first(ip) << (immediate(ip) & 31));
          ip += OPERATION_BYTES;
          put(ip, first(ip) >>> (immediate(ip) & 31));
          ip += OPERATION_BYTES;
          continue;
        case Op.SrliXor:
          put(ip, first(ip) >>> (immediate(ip) & 31));
          ip += OPERATION_BYTES;
          put(ip, first(ip) ^ second(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.XorSlli:
          put(ip, first(ip) ^ second(ip));
          ip += OPERATION_BYTES;
          put(ip, first(ip) << (immediate(ip) & 31));
          ip += OPERATION_BYTES;
          continue;
        case Op.XorSrli:
          put(ip, first(ip) ^ second(ip));
          ip += OPERATION_BYTES;
          put(ip, first(ip) >>> (immediate(ip) & 31));
          ip += OPERATION_BYTES;
          continue;
        case Op.MulAdd:
          put(ip, first(ip) * second(ip));
          ip += OPERATION_BYTES;
          put(ip, first(ip) + second(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.AndiBeq:
          put(ip, first(ip) & immediate(ip));
          ip += OPERATION_BYTES;
          ip += first(ip) === second(ip) ? immediate(ip) : OPERATION_BYTES;
          n -= lengthOf(ip);
          if (n >= 0) continue;
          return leaveShort(ip, slot, origin, n);
        case Op.LuiAddi:
          put(ip, immediate(ip));
          ip += OPERATION_BYTES;
          put(ip, first(ip) + immediate(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.AuipcAddi:
          put(ip, pcOf(ip, slot, origin) + immediate(ip));
          ip += OPERATION_BYTES;
          put(ip, first(ip) + immediate(ip));
          ip += OPERATION_BYTES;
          continue;
        case Op.LwLw: {
          const address = first(ip) + immediate(ip);
          const entry = lookUp(reads, address);
          if ((entry & 1) > (address & 3)) put(ip, load<u32>(address + entry, FROM_ENTRY));
          else {
            if (loadSlowly(address, 4) === FAULT) return leaveBefore(ip, slot, origin, n);
            put(ip, loaded);
          }
          ip += OPERATION_BYTES;
          const nextAddress = first(ip) + immediate(ip);
          const nextEntry = lookUp(reads, nextAddress);
          if ((nextEntry & 1) <= (nextAddress & 3)) continue;
          put(ip, load<u32>(nextAddress + nextEntry, FROM_ENTRY));
          ip += OPERATION_BYTES;
          continue;
        }
        case Op.LwAddi: {
          const address = first(ip) + immediate(ip);
          const entry = lookUp(reads, address);
          if ((entry & 1) > (address & 3)) put(ip, load<u32>(address + entry, FROM_ENTRY));
          else {
            if (loadSlowly(address, 4) === FAULT) return leaveBefore(ip, slot, origin, n);
            put(ip, loaded);
          }
          ip += OPERATION_BYTES;
          put(ip, first(ip) + immediate(ip));
          ip += OPERATION_BYTES;
          continue;
        }
        case Op.LwAdd: {
          const address = first(ip) + immediate(ip);
          const entry = lookUp(reads, address);
          if ((entry & 1) > (address & 3)) put(ip, load<u32>(address + entry, FROM_ENTRY));
          else {
            if (loadSlowly(address, 4) === FAULT) return leaveBefore(ip, slot, origin, n);
            put(ip, loaded);
          }
          ip += OPERATION_BYTES;
          put(ip, first(ip) + second(ip));
          ip += OPERATION_BYTES;
          continue;
        }
        case Op.LwMul: {
          const address = first(ip) + immediate(ip);
          const entry = lookUp(reads, address);
          if ((entry & 1) > (address & 3)) put(ip, load<u32>(address + entry, FROM_ENTRY));
          else {
            if (loadSlowly(address, 4) === FAULT) return leaveBefore(ip, slot, origin, n);
            put(ip, loaded);
          }
          ip += OPERATION_BYTES;
          put(ip, first(ip) * second(ip));
          ip += OPERATION_BYTES;
          continue;
        }
        case Op.SwSw: {
          const address = first(ip) + immediate(ip);
          const entry = lookUp(writes, address);
          if ((entry & 1) > (address & 3)) store<u32>(address + entry, second(ip), FROM_ENTRY);
          else {
            const length = lengthOf(ip);
            const status = storeSlowly(address, 4, second(ip));
            if (status !== DONE) return leaveAfter(ip, slot, origin, n + length, status);
          }
          ip += OPERATION_BYTES;
          const nextAddress = first(ip) + immediate(ip);
          const nextEntry = lookUp(writes, nextAddress);
          if ((nextEntry & 1) <= (nextAddress & 3)) continue;
          store<u32>(nextAddress + nextEntry, second(ip), FROM_ENTRY);
          ip += OPERATION_BYTES;
          continue;
        }
        case Op.SwAddi: {
          const address = first(ip) + immediate(ip);
          const entry = lookUp(writes, address);
          if ((entry & 1) > (address & 3)) store<u32>(address + entry, second(ip), FROM_ENTRY);
          else {
            const length = lengthOf(ip);
            const status = storeSlowly(address, 4, second(ip));
            if (status !== DONE) return leaveAfter(ip, slot, origin, n + length, status);
          }
          ip += OPERATION_BYTES;
          put(ip, first(ip) + immediate(ip));
          ip += OPERATION_BYTES;
          continue;
        }
        default:
          unreachable();
      }
      break;
    }
  }
}
