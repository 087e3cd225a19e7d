import { REQUEST_BYTES, REQUEST_COUNT_AT, REQUESTS_AT, REQUESTS_MAX } from "../layout";

// The client's requests wait here until the guest takes them. They are part of the state block, so they migrate.

/** How many requests wait. */
export function requestCount(): u32 {
  return load<u32>(REQUEST_COUNT_AT);
}

/** A word of the oldest request, or 0 when none waits. */
export function requestWord(index: u32): u32 {
  return load<u32>(REQUESTS_AT + (index << 2));
}

/** Appends a request and tells whether there was room for it. */
export function pushRequest(id: u32, operation: u32, key: u32, value: u32): bool {
  if (requestCount() === REQUESTS_MAX) return false;
  const at: usize = REQUESTS_AT + requestCount() * REQUEST_BYTES;
  store<u32>(at, id);
  store<u32>(at, operation, 4);
  store<u32>(at, key, 8);
  store<u32>(at, value, 12);
  store<u32>(REQUEST_COUNT_AT, requestCount() + 1);
  return true;
}

/** Takes the oldest request away, if there is one. */
export function takeRequest(): void {
  if (!requestCount()) return;
  const rest = (requestCount() - 1) * REQUEST_BYTES;
  memory.copy(REQUESTS_AT, REQUESTS_AT + REQUEST_BYTES, rest);
  memory.fill(REQUESTS_AT + rest, 0, REQUEST_BYTES);
  store<u32>(REQUEST_COUNT_AT, requestCount() - 1);
}
