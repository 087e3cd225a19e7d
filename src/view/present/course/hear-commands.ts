import { environmentHere } from "../../../lab/environment.ts";
import { hear } from "../../design/hear.ts";
import { keyChoice } from "../../playback/choices.svelte.ts";
import { commandOf } from "./keys.ts";
import type { Command } from "./presented.ts";

/** What commands are given to. */
export interface Commanded {
  do(command: Command): void;
}

/** Does what keys say to a presentation; `hands` are those that are up now. To be called while a component is made. */
export function hearCommands(presentation: Commanded, hands: () => readonly number[]): void {
  const keys = keyChoice(environmentHere().choices);
  hear("keydown", (event) => {
    const { target } = event;
    const isTyping = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    const command = event.defaultPrevented ? null : commandOf(event, keys.on && !isTyping, hands());
    if (!command) return;
    event.preventDefault();
    presentation.do(command);
  });
}
