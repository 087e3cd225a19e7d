import { dirtyOverLink, type QemuCase } from "./case.ts";
import type { Check } from "./judge.ts";

const UNITS: Partial<Record<Check["quantity"], string>> = {
  totalMs: "ms",
  downtimeMs: "ms",
  steadyRoundMs: "ms",
  throttlePercent: "%",
  workLostMs: "ms",
  postcopyMs: "ms",
  msPerRequest: "ms",
  stallMs: "ms",
};

const NAMES: Record<Check["quantity"], string> = {
  whole: "arrived whole",
  converged: "converged",
  pages: "pages sent",
  totalMs: "total time",
  syncs: "dirty-sync-count",
  downtimeMs: "downtime",
  steadyRoundMs: "steady round",
  throttlePercent: "deepest throttle",
  workLostMs: "work lost",
  postcopyMs: "post-copy",
  postcopyPages: "post-copy pages",
  requests: "requests",
  msPerRequest: "per request",
  stallMs: "longest stall",
};

/** A case and its checks as a small table. */
export function caseText(each: QemuCase, checks: readonly Check[], note = ""): string {
  const ratio = Math.round(dirtyOverLink(each) * 1000) / 1000;
  const { id, kind, ramMiB, linkMiBps, workingSetPages, order, limitMs } = each;
  const special = [
    each.limiter && "limiter",
    each.preempt && "preempt",
    each.latencyMs > 0 && `${each.latencyMs} ms latency`,
    each.sendBufferBytes && `send buffer ${each.sendBufferBytes / 1024} KiB`,
    each.linkUse && `its link carried ${(each.linkUse * 100).toFixed(1)} %`,
    each.outageS && `cut at ${each.cutShare} for ${each.outageS} s`,
  ].filter(Boolean);
  const head = `${id} ${kind}: ${ramMiB} MiB over ${linkMiBps} MiB/s, W ${workingSetPages}, D/link ${ratio}, ${[order, `limit ${limitMs} ms`, ...special].join(", ")}`;
  return [head + note, ...checks.map(checkText)].join("\n");
}

function checkText({ quantity, measured, simulated, allowed, within }: Check): string {
  const unit = UNITS[quantity] ?? "";
  const cells = [
    NAMES[quantity].padEnd(17),
    valueText(measured, unit).padStart(12),
    valueText(simulated, unit).padStart(12),
    deviation(measured, simulated).padStart(9),
    `  ${allowed ?? "shown only"}`,
  ];
  return `  ${within ? " " : "!"} ${cells.join(" ")}`;
}

function valueText(value: number | boolean | null, unit: string): string {
  if (value === null) return "-";
  if (typeof value === "boolean") return value ? "yes" : "no";
  const text = Number.isInteger(value) ? String(value) : value.toFixed(value < 100 ? 2 : 1);
  return unit ? `${text} ${unit}` : text;
}

function deviation(measured: Check["measured"], simulated: Check["simulated"]): string {
  if (typeof measured !== "number" || typeof simulated !== "number" || measured === 0) return "";
  const percent = (simulated / measured - 1) * 100;
  return `${percent < 0 ? "" : "+"}${percent.toFixed(1)} %`;
}

/** For each quantity how many cases are inside, and how far they lie off. */
export function summaryText(all: readonly (readonly Check[])[]): string {
  const lines = (Object.keys(NAMES) as Check["quantity"][]).flatMap((quantity) => {
    const judged = all.flat().filter((check) => check.quantity === quantity && check.allowed !== null);
    if (judged.length === 0) return [];
    const inside = judged.filter(({ within }) => within).length;
    return [
      `${NAMES[quantity].padEnd(17)} ${`${inside} of ${judged.length} inside`.padStart(17)}${offsets(judged)}`,
    ];
  });
  return lines.join("\n");
}

function offsets(checks: readonly Check[]): string {
  const off = checks
    .filter(({ measured }) => typeof measured === "number" && measured > 0)
    .map(({ measured, simulated }) => Math.abs(Number(simulated) / Number(measured) - 1) * 100)
    .sort((one, other) => one - other);
  if (off.length === 0) return "";
  return `, off by ${off[Math.floor(off.length / 2)]!.toFixed(1)} % (median), ${off.at(-1)!.toFixed(1)} % (worst)`;
}
