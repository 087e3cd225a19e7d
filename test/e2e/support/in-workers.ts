import type { Page } from "@playwright/test";

/** Runs some code in every worker of the page, after the worker's own. To be called before the page opens. */
export async function inWorkers(page: Page, code: string): Promise<void> {
  await page.addInitScript((text) => {
    const Real = window.Worker;
    const workers: Worker[] = [];
    Object.assign(window, { workers });
    window.Worker = class extends Real {
      constructor(url: string | URL, options?: WorkerOptions) {
        const source = `import ${JSON.stringify(String(url))};\n${text}`;
        super(URL.createObjectURL(new Blob([source], { type: "text/javascript" })), {
          ...options,
          type: "module",
        });
        workers.push(this);
      }
    };
  }, code);
}
