/** One end of the raw channel: a memory of pages, sent in batches or filled by them. */
const PAGE_BYTES = 4096;
const BATCH_PAGES = 64;
const BATCHES_IN_FLIGHT = 8;

/** Which end this worker is, and how many pages cross. */
export interface RawTask {
  readonly role: "sender" | "receiver";
  readonly pages: number;
  /** Whether the receiver's memory was written before. Else every page costs the platform its first use. */
  readonly used: boolean;
  readonly port: MessagePort;
}

interface Batch {
  readonly pages: readonly number[];
  readonly bytes: Uint8Array;
}

function send({ pages, port }: RawTask): void {
  const memory = new Uint8Array(pages * PAGE_BYTES).fill(1);
  let next = 0;
  const sendBatch = () => {
    if (next >= pages) return;
    const numbers = Array.from({ length: Math.min(BATCH_PAGES, pages - next) }, (_, index) => next + index);
    const bytes = new Uint8Array(numbers.length * PAGE_BYTES);
    numbers.forEach((page, index) => {
      bytes.set(memory.subarray(page * PAGE_BYTES, (page + 1) * PAGE_BYTES), index * PAGE_BYTES);
    });
    next += numbers.length;
    port.postMessage({ pages: numbers, bytes } satisfies Batch, [bytes.buffer]);
  };
  port.onmessage = sendBatch;
  self.onmessage = () => {
    for (let batch = 0; batch < BATCHES_IN_FLIGHT; batch++) sendBatch();
  };
}

function receive({ pages, used, port }: RawTask): void {
  const memory = new Uint8Array(pages * PAGE_BYTES);
  if (used) memory.fill(2);
  let left = pages;
  port.onmessage = ({ data }: MessageEvent<Batch>) => {
    data.pages.forEach((page, index) => {
      memory.set(data.bytes.subarray(index * PAGE_BYTES, (index + 1) * PAGE_BYTES), page * PAGE_BYTES);
    });
    port.postMessage(null);
    left -= data.pages.length;
    if (left === 0) postMessage("done");
  };
}

self.onmessage = ({ data }: MessageEvent<RawTask>) => {
  if (data.role === "sender") send(data);
  else receive(data);
  postMessage("ready");
};
