import type { HostOutput } from "../../host/port.ts";
import type { Message } from "../../migration/message.ts";
import {
  add,
  addAll,
  copyOf,
  emptySet,
  has,
  members,
  type PageSet,
  remove,
} from "../../migration/page-set.ts";
import type { HostName } from "../../place/place.ts";

/** What is known of the pages beside what the source itself knows, as plain data. */
export interface CensusState {
  /** Pages of which some version is at the destination. */
  landed: PageSet;
  /** Pages that were sent before the checkpoint and did not come, while the source takes them for sent. */
  adrift: PageSet;
  /** Pages that the destination lacks, from the checkpoint on; null before it. */
  lacking: PageSet | null;
  /** What the checkpoint names as owed, while it is on its way: older versions of these may still come before it. */
  named: PageSet | null;
}

/** The pages that are on their way now, each once. */
export interface UnderWay {
  readonly onLink: ReadonlySet<number>;
  readonly inFile: ReadonlySet<number>;
}

/**
 * Follows where each page's newest version is, from what the hosts do and what the link loses. Neither host alone can
 * tell a page that travels from one that has arrived or was lost. It grows with what happens, not with RAM.
 *
 * Before the checkpoint the source decides what is newest, since its guest goes on writing; from the checkpoint on
 * `lacking` is the truth, as no page changes any more before it has come.
 */
export class Census {
  readonly total: number;
  state: CensusState;

  constructor(total: number) {
    this.total = total;
    this.state = this.#open();
  }

  /** Another migration begins: nothing is at its destination. */
  begin(): void {
    this.state = this.#open();
  }

  #open(): CensusState {
    const { total } = this;
    return { landed: emptySet(total), adrift: emptySet(total), lacking: null, named: null };
  }

  /**
   * A message left a host; a doomed one will not arrive. `onLink` tells the pages that are on the link then. A page
   * that is sent anew is adrift no longer, whatever became of its earlier versions.
   */
  sent({ content }: Message, isDoomed: boolean, onLink: () => Iterable<number>): void {
    if (content.channel === null) return;
    const { body } = content;
    if (body.kind === "checkpoint") this.#checkpoint(body.owed, onLink());
    if (body.kind !== "pages") return;
    for (const page of body.pages) (isDoomed ? add : remove)(this.state.adrift, page);
  }

  /**
   * Pages of a parcel that is on the link no longer. Those that the destination takes are told by `noted`. Until the
   * destination has taken them they count as adrift.
   */
  leftLink(pages: readonly number[]): void {
    if (this.state.lacking === null) for (const page of pages) add(this.state.adrift, page);
  }

  /** A host did something. */
  noted(host: HostName, output: HostOutput): void {
    if (host !== "destination") return;
    if (output.kind === "applied") for (const page of output.pages) this.#landed(page);
    if (output.kind === "checkpointLoaded") this.#discardStale();
    if (output.kind === "free") this.state.landed = emptySet(this.total);
  }

  /** The pages that are not at the destination in their newest version although the source may think so. */
  astray(onLink: ReadonlySet<number>): number[] {
    const { adrift } = this.state;
    return adrift.count === 0 ? [...onLink] : [...new Set([...onLink, ...members(adrift)])];
  }

  /** Of the pages under way those that the destination lacks: one that has come already is there, not under way. */
  lackingOf({ onLink, inFile }: UnderWay): UnderWay {
    const { lacking } = this.state;
    if (lacking === null) return { onLink, inFile: new Set() };
    const travels = new Set([...onLink].filter((page) => has(lacking, page)));
    return {
      onLink: travels,
      inFile: new Set([...inFile].filter((page) => has(lacking, page) && !travels.has(page))),
    };
  }

  /** Whether the destination has had the checkpoint sent to it and lacks this page. */
  isLacking(page: number): boolean {
    const { lacking } = this.state;
    return lacking !== null && has(lacking, page);
  }

  /**
   * One that is sent again says nothing new. What is still on the link was sent before the checkpoint, and comes or
   * is lost after it.
   */
  #checkpoint(owed: PageSet, onLink: Iterable<number>): void {
    if (this.state.lacking !== null) return;
    const lacking = copyOf(owed);
    addAll(lacking, this.state.adrift);
    for (const page of onLink) add(lacking, page);
    this.state.lacking = lacking;
    this.state.named = copyOf(owed);
  }

  /** A page that the checkpoint names is not there in its newest version before the checkpoint itself is loaded. */
  #landed(page: number): void {
    add(this.state.landed, page);
    remove(this.state.adrift, page);
    const { lacking, named } = this.state;
    if (lacking && !(named && has(named, page))) remove(lacking, page);
  }

  /** The destination discards what is older than the checkpoint, before its guest can see it. */
  #discardStale(): void {
    this.state.named = null;
    for (const page of members(this.state.lacking!)) remove(this.state.landed, page);
  }
}
