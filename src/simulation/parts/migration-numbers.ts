/** QEMU's names are kept so that a run can be set beside QEMU's own answer number by number. */

/** Pages and bytes that one path carried. */
export interface PathReport {
  /** Pages applied at the destination. */
  pages: number;
  /** Bytes sent. */
  bytes: number;
}

/**
 * What a migration has taken so far, in QEMU's `query-migrate` names: virtual milliseconds, and bytes unless the name
 * says pages.
 */
export interface MigrationNumbers {
  "total-time": number;
  downtime: number;
  "setup-time": number;
  rounds: number;
  ram: {
    total: number;
    transferred: number;
    normal: number;
    duplicate: number;
    remaining: number;
    "dirty-sync-count": number;
    "page-size": number;
    "precopy-bytes": number;
    "downtime-bytes": number;
    "postcopy-bytes": number;
    "postcopy-requests": number;
  };
  paths: { link: PathReport; file: PathReport };
}
