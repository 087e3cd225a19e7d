import { EXIT_CONSOLE, EXIT_SHUTDOWN, MAGIC, SHUT_DOWN_AT } from "../layout";
import { updateDeadline } from "./clock";
import { takeConsole } from "./console";
import { exitWith } from "./event";
import { register, setCompare, setRegister } from "./state";

// The services that a supervisor calls with `ecall`, after the SBI specification 0.2 and its legacy part.

const A0 = 10;
const A1 = 11;
const A6 = 16;
const A7 = 17;

const LEGACY_SET_TIMER = 0;
const LEGACY_PUTCHAR = 1;
const LEGACY_GETCHAR = 2;
const LEGACY_SHUTDOWN = 8;
const BASE: u32 = 0x10;
const TIME = 0x54494d45;
const SYSTEM_RESET = 0x53525354;

const NOT_SUPPORTED = -2;
const INVALID_PARAMETER = -3;

const SPECIFICATION: u32 = 2;
const IMPLEMENTATION_VERSION: u32 = 1;

/** Legacy calls return one word. */
function answerLegacy(value: i32): void {
  setRegister(A0, value);
}

/** All others return an error and a value. */
function answer(error: i32, value: u32): void {
  setRegister(A0, error);
  setRegister(A1, value);
}

function setTimer(): void {
  setCompare(<u64>register(A0) | ((<u64>register(A1)) << 32));
  updateDeadline();
}

function shutDown(): void {
  store<u32>(SHUT_DOWN_AT, 1);
  exitWith(EXIT_SHUTDOWN, 0);
}

function isExtension(extension: u32): bool {
  return extension === BASE || extension === TIME || extension === SYSTEM_RESET;
}

function callBase(): void {
  switch (register(A6)) {
    case 0:
      return answer(0, SPECIFICATION);
    case 1:
      return answer(0, MAGIC);
    case 2:
      return answer(0, IMPLEMENTATION_VERSION);
    case 3:
      return answer(0, u32(isExtension(register(A0))));
    // The vendor, the architecture and the implementation of the hart are not told.
    case 4:
    case 5:
    case 6:
      return answer(0, 0);
    default:
      return answer(NOT_SUPPORTED, 0);
  }
}

function callTime(): void {
  if (register(A6)) return answer(NOT_SUPPORTED, 0);
  setTimer();
  answer(0, 0);
}

/** A machine cannot load its guest anew, so both kinds of reboot shut it down as well. */
function callSystemReset(): void {
  if (register(A6)) return answer(NOT_SUPPORTED, 0);
  if (register(A0) > 2) return answer(INVALID_PARAMETER, 0);
  shutDown();
}

function putChar(): void {
  exitWith(EXIT_CONSOLE, register(A0) & 0xff);
  answerLegacy(0);
}

/** Answers the call that registers a0, a1, a6 and a7 describe. */
export function callSbi(): void {
  switch (register(A7)) {
    case LEGACY_SET_TIMER:
      setTimer();
      return answerLegacy(0);
    case LEGACY_PUTCHAR:
      return putChar();
    case LEGACY_GETCHAR:
      return answerLegacy(takeConsole());
    case LEGACY_SHUTDOWN:
      return shutDown();
    case BASE:
      return callBase();
    case TIME:
      return callTime();
    case SYSTEM_RESET:
      return callSystemReset();
    default:
      // The legacy calls that are not there return one word as well.
      if (register(A7) < BASE) return answerLegacy(NOT_SUPPORTED);
      return answer(NOT_SUPPORTED, 0);
  }
}
