/** Fields that stand below each other. */
export interface Column {
  readonly title: string;
  /** What a projector calls it, in one word. */
  readonly short: string;
  readonly paths: readonly string[];
}

/** What is shown together: three columns of at most three fields. */
export interface Group {
  readonly name: string;
  readonly columns: readonly Column[];
}

const SETTINGS = "guest.settings.";

/** The conditions that a learner asks about first. */
export const MAIN: Group = {
  name: "Main",
  columns: [
    {
      title: "Program",
      short: "Program",
      paths: [
        "guest.ramMiB",
        `${SETTINGS}dirtyPagesPerSecond`,
        `${SETTINGS}workingSetPages`,
        `${SETTINGS}keys`,
        `${SETTINGS}valueBytes`,
      ],
    },
    { title: "Link", short: "Link", paths: ["link.bandwidthMiBps", "link.latencyMs", "link.loss"] },
    {
      title: "Stun and mailbox",
      short: "Mailbox",
      paths: ["migration.switchoverGoalMs", "file.chunks", "datastore.bandwidthMiBps"],
    },
  ],
};

/** All the others. */
export const MORE: readonly Group[] = [
  {
    name: "Guest",
    columns: [
      {
        title: "Program",
        short: "Program",
        paths: ["guest.program", "guest.instructionsPerSecond", `${SETTINGS}order`],
      },
      {
        title: "Client",
        short: "Client",
        paths: ["client.requestsPerSecond", "client.latencyMs", "client.lateMs"],
      },
      { title: "Run", short: "Run", paths: ["seed", "migration.startMs", "untilMs"] },
    ],
  },
  {
    name: "Paths",
    columns: [
      { title: "Link", short: "Link", paths: ["link.jitterMs", "link.queueKiB", "link.urgentChannel"] },
      {
        title: "Way back, datastore",
        short: "Back",
        paths: ["link.backBandwidthMiBps", "datastore.latencyMs", "datastore.reservationConflicts"],
      },
      {
        title: "Mailbox, silence",
        short: "Mailbox",
        paths: ["file.chunkKiB", "file.pollMs", "migration.heartbeatMs"],
      },
    ],
  },
  {
    name: "Rules",
    columns: [
      {
        title: "When copying ends",
        short: "Ends",
        paths: ["migration.stopRule", "migration.maxRounds", "migration.transmitToDirtyPercent"],
      },
      {
        title: "Rounds and switchover",
        short: "Switchover",
        paths: ["migration.afterRounds", "migration.maxSwitchoverMs", "client.rarp"],
      },
      {
        title: "How pages travel",
        short: "Travel",
        paths: ["migration.pageOrder", "migration.pagesPerSend", "migration.pagesPerFault"],
      },
    ],
  },
  {
    name: "File",
    columns: [
      { title: "Guest of your own", short: "Own", paths: ["guest.image", "guest.kernel", "guest.initrd"] },
    ],
  },
];
