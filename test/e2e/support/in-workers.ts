import type { Page } from "@playwright/test";

/**
 * Runs some code in every worker of the page, after the worker's own, and keeps the workers as `window.workers`. To be
 * called before the page opens. The page's policy lets a worker be of the page's own bytes only, so the code joins those.
 */
export async function inWorkers(page: Page, code: string): Promise<void> {
  await page.addInitScript((text) => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (object: Blob) => {
      const isScript = object.type.startsWith("text/javascript");
      return make.call(URL, isScript ? new Blob([object, "\n", text], { type: object.type }) : object);
    };
    const Real = window.Worker;
    const workers: Worker[] = [];
    Object.assign(window, { workers });
    window.Worker = class extends Real {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        workers.push(this);
      }
    };
  }, code);
}
