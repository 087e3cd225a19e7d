import type { Random } from "../../src/clock/random.ts";
import { type Payload, type PayloadWire, wirePair } from "../../src/host/payload/payload.ts";
import type { HostCall, HostInput, HostPort } from "../../src/host/port.ts";
import type { HostName } from "../../src/place/place.ts";
import { type DamageCount, flipped, flippedField, truncated, withoutField } from "./damage.ts";

type Arrived = HostInput & { kind: "message" };

/** Calls with inputs after which a message that was held back, or is to come twice, arrives. */
const LATEST = 6;
/** Copies have parcel numbers of their own, beyond those of the link. */
const FIRST_COPY = 1_000_000_001;

/** Stands on the link between two hosts: flips, cuts off, repeats and reorders messages and what they carry. */
export class Saboteur {
  readonly wires: readonly [PayloadWire, PayloadWire];
  /** The share of messages that something is done to. */
  rate = 0;
  readonly #random: Random;
  readonly #count: DamageCount;
  readonly #bad = new Map<number, string>();
  readonly #copies = new Map<number, Payload>();
  readonly #receivers: ((payload: readonly Payload[]) => void)[] = [];
  readonly #later: Record<HostName, { wait: number; input: Arrived }[]> = { source: [], destination: [] };
  #nextCopy = FIRST_COPY;

  constructor(random: Random, count: DamageCount) {
    this.#random = random;
    this.#count = count;
    const [one, other] = wirePair();
    this.wires = [this.#wire(one), this.#wire(other)];
  }

  /** The host, with its messages tampered with on the way. */
  between(name: HostName, host: HostPort): HostPort {
    const step: HostPort["step"] = (call) => host.step(this.#tamper(name, call));
    return new Proxy(host, {
      get: (target, key) => {
        if (key === "step") return step;
        const value: unknown = Reflect.get(target, key);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }

  #wire(wire: PayloadWire): PayloadWire {
    return {
      send: (payload) => wire.send(payload.map((each) => this.#load(each))),
      onArrival: (receive) => {
        this.#receivers.push(receive);
        wire.onArrival(receive);
      },
      close: () => wire.close(),
    };
  }

  /** Damages what a message carries, or keeps it whole for a copy. */
  #load(payload: Payload): Payload {
    this.#copies.set(payload.parcel, payload);
    const field = payload.state ? "state" : "bytes";
    const bytes = payload[field]!;
    if (bytes.length === 0 || !this.#random.chance(this.rate / 3)) return payload;
    const isFlip = this.#random.chance(0.5);
    this.#bad.set(payload.parcel, isFlip ? "payload flipped" : "payload truncated");
    return { ...payload, [field]: (isFlip ? flipped : truncated)(bytes, this.#random) };
  }

  #tamper(name: HostName, call: HostCall): HostCall {
    if (call.inputs.length === 0) return call;
    const inputs = call.inputs.flatMap((input): HostInput[] =>
      input.kind === "message" ? this.#message(name, input) : [input],
    );
    return { ...call, inputs: [...inputs, ...this.#due(name)] };
  }

  #message(name: HostName, input: Arrived): Arrived[] {
    const bad = this.#bad.get(input.parcel);
    if (bad) {
      this.#count.add(`message ${bad}`);
      return [input];
    }
    if (!this.#random.chance(this.rate)) return [input];
    const { message } = input;
    switch (this.#random.below(4)) {
      case 0:
        this.#count.add("message flipped");
        return [{ ...input, message: flippedField(message, this.#random) }];
      case 1:
        this.#count.add("message truncated");
        return [{ ...input, message: withoutField(message, this.#random) }];
      case 2:
        this.#count.add("message replayed");
        this.#put(name, this.#copy(name, input));
        return [input];
      default:
        this.#count.add("message reordered");
        this.#put(name, input);
        return [];
    }
  }

  #put(name: HostName, input: Arrived): void {
    this.#later[name].push({ wait: 1 + this.#random.below(LATEST), input });
  }

  #copy(name: HostName, input: Arrived): Arrived {
    const parcel = this.#nextCopy++;
    const payload = this.#copies.get(input.parcel);
    if (payload) this.#receivers[name === "source" ? 0 : 1]!([{ ...payload, parcel }]);
    return { ...input, parcel };
  }

  #due(name: HostName): Arrived[] {
    for (const late of this.#later[name]) late.wait--;
    const due = this.#later[name].filter(({ wait }) => wait <= 0);
    this.#later[name] = this.#later[name].filter(({ wait }) => wait > 0);
    return due.map(({ input }) => input);
  }
}
