import { expect, type Page } from "@playwright/test";

/** What the runner says where a journey lets no page be kept. */
const BY_RUNNER = "Service Worker registration blocked by Playwright";

/** What a browser says of a page that is not well. */
export interface Complaints {
  /** Errors and warnings of the console, errors that nobody caught, rejections that nobody handled. */
  readonly all: string[];
  /** The addresses that were asked for, but for the page's own bytes. */
  readonly requests: string[];
}

/** Listens to a page from before it opens: also to what its policy forbids and to what no part of it handles. */
export async function listen(page: Page): Promise<Complaints> {
  const heard: Complaints = { all: [], requests: [] };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && message.text() !== BY_RUNNER)
      heard.all.push(message.text());
  });
  page.on("pageerror", (error) => heard.all.push(String(error)));
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url())) heard.requests.push(request.url());
  });
  await page.addInitScript(() => {
    addEventListener("unhandledrejection", ({ reason }) => console.error(`Nobody handled: ${reason}`));
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
      console.error(`Against the policy: ${effectiveDirective} ${blockedURI}`),
    );
  });
  return heard;
}

/** Expects that nothing was complained of, and that nobody was asked but the lab's own folder. */
export function expectQuiet({ all, requests }: Complaints, folder: string): void {
  expect(all).toEqual([]);
  expect(requests.filter((address) => !address.startsWith(folder))).toEqual([]);
}
