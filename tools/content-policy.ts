import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/**
 * What the built page may do: run and fetch what lies on its own server, start workers of its own bytes, and nothing
 * else. Whatever a stranger's file or link brings about, the browser asks nobody else and runs nothing else.
 */
export const POLICY: Readonly<Record<string, string>> = {
  "default-src": "'none'",
  // The machine is WebAssembly; its compilation is not the evaluation of text.
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "font-src": "'self'",
  "img-src": "'self'",
  "connect-src": "'self'",
  // A sandboxed frame may start a worker of its own bytes only.
  "worker-src": "'self' blob:",
  // The speaker's window shows the next slide as a page of the lab's own.
  "frame-src": "'self'",
  "manifest-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
};

/** The policy as text. */
export function policyText(policy = POLICY): string {
  return Object.entries(policy)
    .map(([name, sources]) => `${name} ${sources}`)
    .join("; ");
}

/** Puts the policy into the built page, before everything that it rules. A page that is being worked on has none. */
export const contentPolicy: Plugin = {
  name: "content-policy",
  apply: "build",
  transformIndexHtml: {
    order: "post",
    handler: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: policyText() },
        injectTo: "head-prepend",
      },
    ],
  },
};

/** How the code that starts an inlined worker names its script. */
const START = "new Worker(objURL,";
/** How it begins that script. */
const BEGINNING = "new Blob([";
/** Where the lab's Trusted Types policy lies; a build that does not find it fails. */
const SCRIPT_ADDRESS = fileURLToPath(new URL("../src/browser/script-address.ts", import.meta.url));
/** Where what a saved page has with it is told to its workers. */
const OWN_FILES = fileURLToPath(new URL("../src/browser/own-files.ts", import.meta.url));

/**
 * Lets inlined workers start where the page's host requires Trusted Types: their addresses go through the lab's policy. In a page that
 * was saved as one file they begin with what that has with it.
 */
export const trustedWorkers: Plugin = {
  name: "trusted-workers",
  apply: "build",
  transform: {
    filter: { id: /\?worker&inline$/ },
    handler(code) {
      if (!code.includes(START) || !code.includes(BEGINNING))
        throw new Error("The start of an inlined worker has changed; it must be trusted anew.");
      const started = code
        .replace(START, "new Worker(scriptAddress(objURL),")
        .replace(BEGINNING, `${BEGINNING}beginningOfWorkers(), `);
      const imports = [
        `import { scriptAddress } from ${JSON.stringify(SCRIPT_ADDRESS)};`,
        `import { beginningOfWorkers } from ${JSON.stringify(OWN_FILES)};`,
      ];
      return { code: [...imports, started].join("\n"), map: null };
    },
  },
};
