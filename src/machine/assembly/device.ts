import {
  ANSWER_AT,
  DEVICES_START,
  EXIT_ANSWER,
  EXIT_DOORBELL,
  FRAMEBUFFER_AT,
  MAGIC,
  SETTINGS_AT,
  SETTINGS_CHANGED_AT,
  SETTINGS_WORDS,
} from "../layout";
import { DONE, exitWith, FAULT } from "./event";
import { requestCount, requestWord, takeRequest } from "./mailbox";
import { pageCount } from "./pages";

const DEVICE_VERSION: u32 = 1;

const AT_MAGIC: u32 = 0x00;
const AT_VERSION: u32 = 0x04;
const AT_PAGES: u32 = 0x08;
const AT_DOORBELL: u32 = 0x0c;
const AT_FRAMEBUFFER: u32 = 0x10;
/** Reads as 1 once a settings word has changed; a write takes note of that. */
const AT_SETTINGS_CHANGED: u32 = 0x1c;
/** Reads as how many requests wait; a write takes the oldest away. */
const AT_REQUESTS: u32 = 0x20;
/** The four words of the oldest request. */
const AT_REQUEST: u32 = 0x24;
/** The value and the checksum of the next answer. */
const AT_ANSWER: u32 = 0x34;
/** A write of the request's id gives the answer. */
const AT_ANSWER_ID: u32 = 0x3c;
const AT_SETTINGS: u32 = 0x40;
const SETTINGS_BYTES: u32 = SETTINGS_WORDS * 4;

/** The value that the last successful `deviceLoad` found. */
export let deviceValue: u32 = 0;

function isFramebuffer(offset: u32): bool {
  return offset - AT_FRAMEBUFFER < 12;
}

function isAnswer(offset: u32): bool {
  return offset - AT_ANSWER < 8;
}

/** Reads a 32-bit register of the device block, or returns `FAULT` without an event where there is none. */
export function deviceLoad(physical: u32): i32 {
  const offset = physical - DEVICES_START;
  if (offset === AT_MAGIC) deviceValue = MAGIC;
  else if (offset === AT_VERSION) deviceValue = DEVICE_VERSION;
  else if (offset === AT_PAGES) deviceValue = pageCount();
  else if (isFramebuffer(offset)) deviceValue = load<u32>(FRAMEBUFFER_AT + offset - AT_FRAMEBUFFER);
  else if (offset === AT_SETTINGS_CHANGED) deviceValue = load<u32>(SETTINGS_CHANGED_AT);
  else if (offset === AT_REQUESTS) deviceValue = requestCount();
  else if (offset - AT_REQUEST < 16) deviceValue = requestWord((offset - AT_REQUEST) >>> 2);
  else if (isAnswer(offset)) deviceValue = load<u32>(ANSWER_AT + offset - AT_ANSWER);
  else if (offset - AT_SETTINGS < SETTINGS_BYTES) deviceValue = load<u32>(SETTINGS_AT + offset - AT_SETTINGS);
  else return FAULT;
  return DONE;
}

/** Writes a 32-bit register of the device block, or returns `FAULT` without an event where there is none. */
export function deviceStore(physical: u32, value: u32): i32 {
  const offset = physical - DEVICES_START;
  if (offset === AT_DOORBELL) return exitWith(EXIT_DOORBELL, 0);
  if (offset === AT_ANSWER_ID) return exitWith(EXIT_ANSWER, value);
  if (offset === AT_SETTINGS_CHANGED) store<u32>(SETTINGS_CHANGED_AT, 0);
  else if (offset === AT_REQUESTS) takeRequest();
  else if (isAnswer(offset)) store<u32>(ANSWER_AT + offset - AT_ANSWER, value);
  else if (isFramebuffer(offset)) store<u32>(FRAMEBUFFER_AT + offset - AT_FRAMEBUFFER, value);
  else return FAULT;
  return DONE;
}
