import type { Kind, Measured, QemuCase } from "./case.ts";

interface Spread {
  readonly med: number;
}

/** A case as the measurement wrote it down. Of its results only the medians of some are taken. */
export interface RawCase {
  readonly id: number;
  readonly params: {
    readonly mode: Kind;
    readonly ram_mib: number;
    readonly link_mib_s: number;
    readonly working_set_pages: number;
    readonly dirty_pages_s: number;
    readonly write_order: QemuCase["order"];
    readonly link_kind: "shaped" | "limiter";
    readonly one_way_latency_us: number;
    readonly downtime_limit_ms: number;
    readonly cap_s?: number;
    readonly sndbuf?: number;
    readonly preempt?: boolean;
    readonly cut_frac?: number;
    readonly outage?: number;
  };
  readonly results: { readonly converged: boolean } & { readonly [name: string]: Spread | boolean };
}

/** A case with only what a comparison needs. */
export function caseOf({ id, params, results }: RawCase): QemuCase {
  return {
    id,
    kind: params.mode,
    ramMiB: params.ram_mib,
    linkMiBps: params.link_mib_s,
    workingSetPages: params.working_set_pages,
    dirtyPagesPerSecond: Math.round(params.dirty_pages_s),
    order: params.write_order,
    latencyMs: params.one_way_latency_us / 1000,
    limitMs: params.downtime_limit_ms,
    ...given("capS", params.cap_s),
    ...given("limiter", params.link_kind === "limiter" || undefined),
    ...given("sendBufferBytes", params.sndbuf),
    ...given("preempt", params.preempt || undefined),
    ...given("cutShare", params.cut_frac),
    ...given("outageS", params.outage),
    ...given("linkUse", linkUseOf(params.mode, results)),
    measured: measuredOf(results),
  };
}

/** Over an outage it says nothing. */
function linkUseOf(mode: Kind, { link_use: use }: RawCase["results"]): number | undefined {
  return mode !== "failure" && typeof use === "object" && use.med < 0.99 ? use.med : undefined;
}

function measuredOf(results: RawCase["results"]): Measured {
  const median = (name: string, factor = 1) => {
    const spread = results[name];
    return typeof spread === "object" ? Math.round(spread.med * factor * 1000) / 1000 : undefined;
  };
  return {
    converged: results.converged,
    pages: median("pages_sent")!,
    totalMs: median("total_time_ms")!,
    syncs: median("rounds_dirty_sync_count")!,
    ...given("downtimeMs", median("downtime_ms")),
    ...given("steadyRoundMs", median("steady_round_s", 1000)),
    ...given("throttlePercent", median("final_throttle_pct")),
    ...given("workLostMs", "final_throttle_pct" in results ? median("guest_lost_s", 1000) : undefined),
    ...given("postcopyMs", median("postcopy_ms")),
    ...given("postcopyPages", median("postcopy_pages")),
    ...given("requests", median("requests")),
    ...given("msPerRequest", median("block_per_request_ms")),
    ...given("stallMs", median("guest_stall_ms")),
  };
}

function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [Each in Name]?: Exclude<Value, undefined> } {
  return (value === undefined ? {} : { [name]: value }) as { [Each in Name]?: Exclude<Value, undefined> };
}
