import type { HostName } from "../host/port.ts";
import type { StoreOperation } from "../migration/store.ts";

/** A step of an operation on the shared datastore, when it is due. */
export interface StoreStep {
  readonly kind: "storeEffect" | "storeAnswer";
  readonly host: HostName;
  readonly operation: number;
  /** How often the datastore had stopped when the operation was issued: a stop undoes what was due later. */
  readonly stops: number;
}

/**
 * The operations that are under way on the datastore. One that is issued again under its number is carried out at
 * most until it is answered, so a repetition that comes late does nothing.
 */
export class StoreTraffic {
  readonly #operations = new Map<string, StoreOperation>();
  readonly #effective = new Set<string>();
  #stops = 0;

  /** An operation was issued; returns its two steps. */
  issue(host: HostName, operation: number, what: StoreOperation): readonly [StoreStep, StoreStep] {
    this.#operations.set(keyOf(host, operation), what);
    const step = { host, operation, stops: this.#stops };
    return [
      { ...step, kind: "storeEffect" },
      { ...step, kind: "storeAnswer" },
    ];
  }

  /** The datastore stops: no step that is due later comes. */
  stop(): void {
    this.#stops++;
  }

  /** What takes effect now, or null. */
  effect({ host, operation, stops }: StoreStep): StoreOperation | null {
    const what = this.#operations.get(keyOf(host, operation));
    if (!what || stops !== this.#stops) return null;
    this.#effective.add(keyOf(host, operation));
    return what;
  }

  /** What is answered now, or null. An operation is answered only if it took effect. */
  answer({ host, operation, stops }: StoreStep): StoreOperation | null {
    const key = keyOf(host, operation);
    const what = this.#operations.get(key);
    if (!what || stops !== this.#stops || !this.#effective.delete(key)) return null;
    this.#operations.delete(key);
    return what;
  }
}

function keyOf(host: HostName, operation: number): string {
  return `${host} ${operation}`;
}
