import { describe, expect, it } from "vitest";
import { judged } from "../../../tools/audit/judge.ts";

const SHIPPED = new Set(["yaml"]);
const answer = (...found: readonly (readonly [string, string])[]) =>
  JSON.stringify({
    vulnerabilities: Object.fromEntries(found.map(([name, severity]) => [name, { name, severity }])),
  });

describe("the check of the packages", () => {
  it("ends CI for a grave hole in what reaches a user, and for no other", () => {
    expect(judged(answer(["yaml", "high"]), SHIPPED)).toEqual({ lines: ["yaml: high"], isGrave: true });
    expect(judged(answer(["yaml", "moderate"], ["vite", "critical"]), SHIPPED)).toEqual({
      lines: ["yaml: moderate", "vite: critical, used for building and testing only"],
      isGrave: false,
    });
    expect(judged(answer(), SHIPPED)).toEqual({ lines: ["No package has a known hole."], isGrave: false });
  });

  it("warns, and ends nothing, where no registry answers", () => {
    const said = "Warning: no registry tells whether packages have known holes";
    const refused = JSON.stringify({ message: "405 Method Not Allowed", error: { summary: "" } });
    expect(judged(refused, SHIPPED)).toEqual({ lines: [`${said}: 405 Method Not Allowed`], isGrave: false });
    for (const printed of ["", "<html>"])
      expect(judged(printed, SHIPPED)).toEqual({ lines: [said], isGrave: false });
  });
});
