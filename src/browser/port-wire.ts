import type { Payload, PayloadWire } from "../host/payload/payload.ts";

/** A wire over a MessagePort. The payloads of one send cross as transferred buffers. */
export function portWire(port: MessagePort): PayloadWire {
  return {
    send: (payload) =>
      port.postMessage(payload, [...new Set(payload.map(({ bytes }) => bytes.buffer))] as Transferable[]),
    onArrival: (receive) => {
      port.onmessage = ({ data }) => receive(data as readonly Payload[]);
    },
    close: () => port.close(),
  };
}
