import { CONSOLE_AT, CONSOLE_BYTES, CONSOLE_COUNT_AT } from "../layout";

function count(): u32 {
  return load<u32>(CONSOLE_COUNT_AT);
}

/** Appends a byte of input and tells whether there was room for it. */
export function pushConsole(byte: u32): bool {
  if (count() === CONSOLE_BYTES) return false;
  store<u8>(CONSOLE_AT + count(), byte);
  store<u32>(CONSOLE_COUNT_AT, count() + 1);
  return true;
}

/** Takes the oldest byte of input, or returns -1 when there is none. */
export function takeConsole(): i32 {
  if (!count()) return -1;
  const byte = load<u8>(CONSOLE_AT);
  const left = count() - 1;
  memory.copy(CONSOLE_AT, CONSOLE_AT + 1, left);
  store<u8>(CONSOLE_AT + left, 0);
  store<u32>(CONSOLE_COUNT_AT, left);
  return byte;
}
