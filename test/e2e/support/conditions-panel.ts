import { expect, type Locator, type Page } from "@playwright/test";

/** The panel with the conditions, as a visitor has it. */
export class ConditionsPanel {
  readonly page: Page;
  readonly button: Locator;
  readonly panel: Locator;
  readonly forecast: Locator;

  constructor(page: Page) {
    this.page = page;
    this.button = page.getByRole("button", { name: "Conditions", exact: true });
    this.panel = page.getByRole("region", { name: "Conditions", exact: true });
    this.forecast = page.getByRole("region", { name: "Forecast", exact: true });
  }

  async open(): Promise<void> {
    await this.button.click();
    await expect(this.panel).toBeVisible();
  }

  slider(name: string): Locator {
    return this.panel.getByRole("slider", { name, exact: true });
  }

  field(name: string): Locator {
    return this.panel.getByRole("spinbutton", { name, exact: true });
  }

  /** What stands in a number field. */
  async valueOf(name: string): Promise<number> {
    return Number(await this.field(name).inputValue());
  }

  async set(name: string, value: number | string): Promise<void> {
    await this.field(name).fill(String(value));
    await this.field(name).press("Enter");
  }
}
