import { ELEMENT } from "../../src/one-file/payload.ts";
import { policyText } from "../content-policy.ts";

/** The word of a saved page by which it knows its own scripts; whoever saves one puts another in its place. */
const NONCE = "{nonce}";
const PAYLOAD = "{payload}";

/** What a saved page may do: begin with its own scripts, run what they take out of it, and ask nobody for anything. */
const POLICY: Readonly<Record<string, string>> = {
  "default-src": "'none'",
  "script-src": `'nonce-${NONCE}' blob: 'wasm-unsafe-eval'`,
  "style-src": "blob:",
  "font-src": "data:",
  "img-src": "data:",
  "connect-src": "data:",
  "worker-src": "blob:",
  "base-uri": "'none'",
  "form-action": "'none'",
};

/** The built page without all that lies beside it, cut where its nonce and where its payload belong. */
export function savedPage(page: string, script: string, icon: string): string[] {
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${policyText(POLICY)}">`,
    `<link rel="icon" href="data:image/svg+xml;base64,${Buffer.from(icon).toString("base64")}">`,
  ];
  const body = [
    `<script type="text/plain" id="${ELEMENT}">${PAYLOAD}</script>`,
    `<script nonce="${NONCE}">${script}</script>`,
  ];
  const whole = page
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>\s*/, "")
    .replace(/<script\b[^>]*><\/script>\s*/g, "")
    .replace(/<link\b[^>]*>\s*/g, "")
    .replace("<head>", () => `<head>\n    ${head.join("\n    ")}`)
    .replace("</body>", () => `  ${body.join("\n    ")}\n  </body>`);
  return whole.split(/\{nonce\}|\{payload\}/);
}
