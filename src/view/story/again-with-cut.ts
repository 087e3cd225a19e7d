import { usesFile } from "../../migration/strategy.ts";
import type { Frame } from "../../report/frame.ts";

/** Whether the end proposes to do it again with a cut: the run had a file to fall back on, and nothing ever needed it. */
export function offersCut({ ended, report, pressed, link, armed }: Frame): boolean {
  const neverCut = link.whole && link.cut === null && pressed.cutLink === null && armed.length === 0;
  return ended && neverCut && report.outcome === "completed" && usesFile(report);
}
