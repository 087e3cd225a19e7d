import { expect, it } from "vitest";
import { savedPage } from "../../../tools/one-file/saved-page.ts";

const BUILT = `<!doctype html>
<html lang="en">
  <head>
    <meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;">
    <title>Lab</title>
    <link
      rel="preload"
      href="./a.woff2"
    >
    <script type="module" crossorigin src="./assets/a.js"></script>
  </head>
  <body>
    <div id="lab"></div>
    <noscript><p>Switch it on.</p></noscript>
  </body>
</html>`;

it("leaves nothing in a saved page that lies beside it, and lets it run nothing but what is in it", () => {
  const [first, second, ...rest] = savedPage(BUILT, "begin('$&')", "<svg/>");
  const whole = `${first}N${second}P${rest.join("N")}`;
  expect(rest).toHaveLength(2);
  expect(whole).not.toContain("./");
  expect(whole.match(/<(link|script)\b[^>]*>/g)).toEqual([
    '<link rel="icon" href="data:image/svg+xml;base64,PHN2Zy8+">',
    '<script type="text/plain" id="one-file">',
    '<script nonce="N">',
  ]);
  expect(whole).toContain("script-src 'nonce-N' blob: 'wasm-unsafe-eval';");
  expect(whole).toContain("connect-src data:;");
  expect(whole).toContain("begin('$&')</script>");
  expect(whole).toContain("<noscript><p>Switch it on.</p></noscript>");
  expect(whole.match(/Content-Security-Policy/g)).toHaveLength(1);
});
