import type { Component } from "svelte";
import type { Lab } from "../../src/lab/lab.svelte.ts";
import Actions from "../../src/view/controls/Actions.svelte";
import Mailbox from "../../src/view/datastore/Mailbox.svelte";
import Host from "../../src/view/host/Host.svelte";
import Key from "../../src/view/host/Key.svelte";
import PageCounts from "../../src/view/host/PageCounts.svelte";
import PageMap from "../../src/view/host/PageMap.svelte";
import Numbers from "../../src/view/page/Numbers.svelte";
import Phases from "../../src/view/page/Phases.svelte";
import PlaybackBar from "../../src/view/playback/PlaybackBar.svelte";
import PageBalance from "../../src/view/scene/PageBalance.svelte";
import Scene from "../../src/view/scene/Scene.svelte";
import Verdict from "../../src/view/scene/Verdict.svelte";
import Sentence from "../../src/view/story/Sentence.svelte";

/** Draws a component into an element's place, from a lab that shows a state. */
export interface Drawing {
  readonly component: Component<Record<string, unknown>>;
  readonly props: (lab: Lab, look: string) => Record<string, unknown>;
}

/** Ties a component to what it is drawn from, so that wrong properties are a type error. */
function drawing<Props extends Record<string, unknown>>(
  component: Component<Props, Record<string, unknown>, string>,
  props: (lab: Lab, look: string) => Props,
): Drawing {
  return { component: component as unknown as Drawing["component"], props };
}

/** The components that can be looked at, by their names. */
export const COMPONENTS: Readonly<Record<string, Drawing>> = {
  Sentence: drawing(Sentence, (lab) => ({ lab })),
  Phases: drawing(Phases, ({ frame, strategy }) => ({ frame, strategy })),
  Scene: drawing(Scene, (lab, look) => ({ lab, look })),
  West: drawing(Host, (lab, look) => ({ lab, look, place: "West" as const })),
  East: drawing(Host, (lab, look) => ({ lab, look, place: "East" as const })),
  PageMap: drawing(PageMap, (lab, look) => ({ lab, look, host: "destination" as const })),
  PageCounts: drawing(PageCounts, ({ frame }, look) => ({ frame, look, host: "destination" as const })),
  Key: drawing(Key, ({ frame }, look) => ({ frame, look })),
  Actions: drawing(Actions, (lab) => ({ lab })),
  Mailbox: drawing(Mailbox, (lab) => ({ lab })),
  Verdict: drawing(Verdict, (lab) => ({ lab })),
  PageBalance: drawing(PageBalance, ({ frame }) => ({ frame })),
  Numbers: drawing(Numbers, ({ frame }) => ({ frame })),
  PlaybackBar: drawing(PlaybackBar, (lab) => ({
    lab,
    first: lab.frame.phase === null,
    inside: "inside",
    conditions: "conditions",
    conditionsOpen: false,
  })),
};
