/**
 * Builds the lab and serves it to this computer and to its local network: `npm start [-- --port 4173]`.
 *
 * Prints both addresses, and the one for the room as a QR code, so that thirty learners can come from one laptop. A browser
 * keeps the lab for use without a network only from this computer's own address: elsewhere it asks for encryption first.
 */
import { parseArgs } from "node:util";
import { renderUnicodeCompact } from "uqr";
import { build, preview } from "vite";
import { wordsOfAddresses } from "../serve/addresses.ts";

const { values } = parseArgs({ options: { port: { type: "string", default: "4173" } } });

await build();
// The lab's builder at `#embed` shows the widget, which lies beside the lab.
await import("../widget/build.ts");
const server = await preview({ preview: { port: Number(values.port), host: true } });
console.log(wordsOfAddresses(server.resolvedUrls!, (address) => renderUnicodeCompact(address)));
