/**
 * Bytes made smaller by the browser's own deflate. Raw deflate, without the head of zlib: what it is stands in the
 * format around it.
 */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
