/**
 * The order in which things happen. What comes out depends on ticks and on the order of the pushes only, so that a
 * replay meets the same events in the same order.
 */

import type { Tick } from "./tick.ts";

/** One entry of the queue. Entries are never changed once they are in. */
export interface Scheduled<T> {
  readonly tick: Tick;
  /** Unique in its queue and growing with every push: entries of one tick come out in the order they went in. */
  readonly sequence: number;
  readonly item: T;
}

/** Everything a queue knows, as plain data: copy it to make a checkpoint, hand it to a new queue to go back. */
export interface QueueState<T> {
  /** A binary heap: no entry comes after one of its children, which stand at 2i + 1 and 2i + 2. */
  readonly heap: Scheduled<T>[];
  /** Never goes back, so a number is not used twice even after its entry is gone. */
  nextSequence: number;
}

/** Events ordered by (tick, sequence). Ties never depend on how the heap happens to lie. */
export class EventQueue<T> {
  state: QueueState<T>;

  constructor(state: QueueState<T> = { heap: [], nextSequence: 1 }) {
    this.state = state;
  }

  get size(): number {
    return this.state.heap.length;
  }

  /** Puts `item` in and returns its sequence number, by which it can be removed. */
  push(tick: Tick, item: T): number {
    const { heap } = this.state;
    const sequence = this.state.nextSequence++;
    heap.push({ tick, sequence, item });
    siftUp(heap, heap.length - 1);
    return sequence;
  }

  /** The tick of the entry that `pop` would return, or `null` when there is none. */
  peekTick(): Tick | null {
    return this.state.heap[0]?.tick ?? null;
  }

  /** Takes the first entry out; `undefined` when the queue is empty. */
  pop(): Scheduled<T> | undefined {
    return takeAt(this.state.heap, 0);
  }

  /** Takes the entry with this sequence number out, wherever it stands; `undefined` when it is not there (any more). */
  remove(sequence: number): Scheduled<T> | undefined {
    return takeAt(
      this.state.heap,
      this.state.heap.findIndex((entry) => entry.sequence === sequence),
    );
  }

  /** A queue that goes on independently. Items are shared, so they should be immutable. */
  clone(): EventQueue<T> {
    return new EventQueue({ heap: [...this.state.heap], nextSequence: this.state.nextSequence });
  }
}

/** Takes the entry at an index out, and keeps the heap in order; nothing at an index where none is. */
function takeAt<T>(heap: Scheduled<T>[], index: number): Scheduled<T> | undefined {
  const taken = heap[index];
  const last = taken && heap.pop();
  if (last && last !== taken) {
    // The last entry fills the hole. It may belong above it as well as below.
    heap[index] = last;
    siftUp(heap, index);
    siftDown(heap, index);
  }
  return taken;
}

function isBefore<T>(one: Scheduled<T>, other: Scheduled<T>): boolean {
  return one.tick < other.tick || (one.tick === other.tick && one.sequence < other.sequence);
}

/** Lets an entry rise past all parents that come after it. */
function siftUp<T>(heap: Scheduled<T>[], from: number): void {
  let index = from;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!isBefore(heap[index]!, heap[parent]!)) return;
    swap(heap, index, parent);
    index = parent;
  }
}

/** Lets an entry sink past the earlier of its children, as long as that comes before it. */
function siftDown<T>(heap: Scheduled<T>[], from: number): void {
  let index = from;
  while (true) {
    let first = index;
    for (const child of [2 * index + 1, 2 * index + 2]) {
      if (child < heap.length && isBefore(heap[child]!, heap[first]!)) first = child;
    }
    if (first === index) return;
    swap(heap, index, first);
    index = first;
  }
}

function swap<T>(heap: Scheduled<T>[], one: number, other: number): void {
  const entry = heap[one]!;
  heap[one] = heap[other]!;
  heap[other] = entry;
}
