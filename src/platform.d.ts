/**
 * What the engine needs beside the language itself, and what browsers, workers and Node all have. `tsconfig.core.json`
 * compiles the engine with this and without the libraries of the DOM and of Node, so that nothing else gets in.
 */

declare namespace WebAssembly {
  interface Module {
    readonly __module?: never;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  interface Global<Type extends "i32"> {
    value: Type extends "i32" ? number : never;
  }
  const Instance: new (module: Module, imports: object) => { readonly exports: object };
}

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(encoding?: "utf-8", options?: { readonly ignoreBOM?: boolean; readonly fatal?: boolean });
  decode(bytes: Uint8Array): string;
}

/** Real time: only a host waits by it, for pages that cross between two threads. */
declare function setTimeout(task: () => void, milliseconds: number): number;
declare function clearTimeout(timer: number): void;

interface ByteStream {
  pipeThrough(transform: CompressionStream | DecompressionStream): ByteStream;
  getReader(): {
    read(): Promise<{ done: true; value?: undefined } | { done: false; value: Uint8Array<ArrayBuffer> }>;
    cancel(): Promise<void>;
  };
}
declare class Blob {
  constructor(parts: readonly Uint8Array<ArrayBuffer>[]);
  stream(): ByteStream;
  arrayBuffer(): Promise<ArrayBuffer>;
}
declare class Response {
  constructor(body: ByteStream);
  arrayBuffer(): Promise<ArrayBuffer>;
}
declare class CompressionStream {
  constructor(format: "deflate-raw");
}
declare class DecompressionStream {
  constructor(format: "deflate-raw");
}
