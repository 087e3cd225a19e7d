import { checksumOf, firstValue } from "./checksum.ts";
import { type Answer, PUT, type Request } from "./request.ts";

/** What the client knows of the values at the key-value guest, as plain data. */
export interface OracleState {
  /** The value last put, for keys whose put was answered. */
  acknowledged: Map<number, number>;
  /**
   * Keys with a put of which the client does not know whether it was done. For these, any value with a right checksum
   * passes.
   */
  readonly doubtful: Set<number>;
}

export function openOracle(): OracleState {
  return { acknowledged: new Map(), doubtful: new Set() };
}

/** There is no answer to a request. */
export function giveUp(state: OracleState, { operation, key }: Request): void {
  if (operation === PUT) state.doubtful.add(key);
}

/**
 * Whether an answer is right: its checksum belongs to key and value, and the value is the last that was put there.
 * Requests reach the guest in the order in which they were sent, and it answers them in order.
 */
export function isRight(state: OracleState, request: Request, answer: Answer, valueBytes: number): boolean {
  const { operation, key } = request;
  const expected = operation === PUT ? request.value : (state.acknowledged.get(key) ?? firstValue(key));
  // Whatever the answer says, the put has been answered: later gets are held against its value.
  if (operation === PUT) {
    state.acknowledged.set(key, request.value);
    state.doubtful.delete(key);
  }
  if (answer.checksum !== checksumOf(key, answer.value, valueBytes)) return false;
  return answer.value === expected || state.doubtful.has(key);
}
