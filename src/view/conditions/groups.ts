import { t } from "../../language/words.ts";

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
  name: t`Main`,
  columns: [
    {
      title: t`Program`,
      short: t`Program`,
      paths: [
        "guest.ramMiB",
        `${SETTINGS}dirtyPagesPerSecond`,
        `${SETTINGS}workingSetPages`,
        `${SETTINGS}keys`,
        `${SETTINGS}valueBytes`,
      ],
    },
    { title: t`Link`, short: t`Link`, paths: ["link.bandwidthMiBps", "link.latencyMs", "link.loss"] },
    {
      title: t`Stun and mailbox`,
      short: t`Mailbox`,
      paths: ["migration.switchoverGoalMs", "file.chunks", "datastore.bandwidthMiBps"],
    },
  ],
};

/** All the others. */
export const MORE: readonly Group[] = [
  {
    name: t`Guest`,
    columns: [
      {
        title: t`Program`,
        short: t`Program`,
        paths: ["guest.program", "guest.instructionsPerSecond", `${SETTINGS}order`],
      },
      {
        title: t`Client`,
        short: t`Client`,
        paths: ["client.requestsPerSecond", "client.latencyMs", "client.lateMs"],
      },
      { title: t`Run`, short: t`Run`, paths: ["seed", "migration.startMs", "untilMs"] },
    ],
  },
  {
    name: t`Paths`,
    columns: [
      { title: t`Link`, short: t`Link`, paths: ["link.jitterMs", "link.queueKiB", "link.urgentChannel"] },
      {
        title: t`Way back, datastore`,
        short: t`Back`,
        paths: ["link.backBandwidthMiBps", "datastore.latencyMs", "datastore.reservationConflicts"],
      },
      {
        title: t`Mailbox, silence`,
        short: t`Mailbox`,
        paths: ["file.chunkKiB", "file.pollMs", "migration.heartbeatMs"],
      },
    ],
  },
  {
    name: t`Rules`,
    columns: [
      {
        title: t`When copying ends`,
        short: t`Ends`,
        paths: ["migration.stopRule", "migration.maxRounds", "migration.transmitToDirtyPercent"],
      },
      {
        title: t`Rounds and switchover`,
        short: t`Switchover`,
        paths: ["migration.afterRounds", "migration.maxSwitchoverMs", "client.rarp"],
      },
      {
        title: t`How pages travel`,
        short: t`Travel`,
        paths: ["migration.pageOrder", "migration.pagesPerSend", "migration.pagesPerFault"],
      },
    ],
  },
  {
    name: t`File`,
    columns: [
      { title: t`Guest of your own`, short: t`Own`, paths: ["guest.image", "guest.kernel", "guest.initrd"] },
    ],
  },
];
