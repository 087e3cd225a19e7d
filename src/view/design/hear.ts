import { onMount } from "svelte";
import { environmentHere } from "../../lab/environment.ts";

/**
 * Hears events by the lab's ears while the component is there: from all of the page where the lab is the page, else from
 * inside the lab only, so that of two labs only the one that is used hears. To be called while a component is made.
 */
export function hear<Name extends keyof HTMLElementEventMap>(
  name: Name,
  heard: (event: HTMLElementEventMap[Name]) => void,
): void {
  const { ears } = environmentHere();
  const listener = heard as EventListener;
  onMount(() => {
    ears.addEventListener(name, listener);
    return () => ears.removeEventListener(name, listener);
  });
}
