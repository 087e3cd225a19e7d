/**
 * How a message leaves a host: packed, sealed with a checksum, and counted. Its bytes on the link are QEMU's for
 * pages, 4104 each and 9 for one of zeros, and an envelope of 32 bytes for anything else.
 */

import type { Machine } from "../machine/machine.ts";
import { linkBytes, type Message, messageBytes } from "../migration/message.ts";
import { applyPayload } from "./payload/apply.ts";
import { addChecksum } from "./payload/checksum.ts";
import type { Payload } from "./payload/payload.ts";
import type { HostOutput } from "./port.ts";

/** A message on its way out of a host. */
export interface Dispatch {
  readonly message: Message;
  readonly parcel: number;
  readonly direction: "toDestination" | "toSource";
  readonly urgent: boolean;
  /** It was sent before. */
  readonly again: boolean;
  /** Which of the pasts of a run the payload belongs to. */
  readonly era: number;
}

/** A message as the link has it, what it carries, and how many bytes its pages take there. */
export function encodePayload(
  machine: Machine,
  { message, parcel, direction, urgent, again, era }: Dispatch,
): { readonly output: HostOutput; readonly payload: Payload | null; readonly pageBytes: number } {
  const payload = applyPayload(machine, message, parcel, era);
  const normal = payload ? payload.offsets.filter((offset) => offset >= 0).length : 0;
  const zero = (payload?.offsets.length ?? 0) - normal;
  const pageBytes = linkBytes(normal, zero);
  const bytes = messageBytes(message) + pageBytes + (payload?.state?.length ?? 0);
  const outer = { id: parcel, direction, bytes, urgent, ...nameOf(message) } as const;
  return {
    output: {
      kind: "send",
      parcel: outer,
      message: addChecksum(message, payload, machine.hashBytes),
      normal,
      zero,
      again,
    },
    payload,
    pageBytes,
  };
}

/**
 * What keeps the link going is repeated for as long as it is needed; what asks for missing messages is not alike.
 * Messages of one name are of one meaning: while one of them waits to leave, the link does not queue another. The
 * name has the generation in it, since what was said before the link was opened again says nothing now.
 */
function nameOf({ generation, content }: Message): { readonly name?: string } {
  if (content.channel !== null || content.control.kind === "missing") return {};
  const { control } = content;
  return { name: `${control.kind} ${generation} ${control.kind === "alive" ? control.channel : ""}` };
}
