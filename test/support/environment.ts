import { pageEnvironment } from "../../src/entries/page-environment.ts";
import type { Address, Environment, Store } from "../../src/lab/environment.ts";

/** A store that is gone with its test. */
export function memoryStore(kept: Readonly<Record<string, string>> = {}): Store {
  const texts = new Map(Object.entries(kept));
  return {
    read: (name) => texts.get(name) ?? null,
    write: (name, text) => {
      if (text === null) texts.delete(name);
      else texts.set(name, text);
      return true;
    },
  };
}

/** An address that leads nowhere else: the page of the tests keeps its own. */
export function memoryAddress(hash = ""): Address {
  const followers = new Set<() => void>();
  return {
    get hash() {
      return hash;
    },
    go: (to) => {
      hash = to;
      for (const changed of followers) changed();
    },
    replace: (to) => {
      hash = to;
    },
    follow: (changed) => {
      followers.add(changed);
      return () => followers.delete(changed);
    },
    whole: (to) => new URL(to, "https://lab.example/").href,
    reload: () => {},
  };
}

/** The page's environment, but with an address and stores of its own, and with what a test changes. */
export function testEnvironment(changes: Partial<Environment> = {}): Environment {
  return {
    ...pageEnvironment(),
    address: memoryAddress(),
    choices: memoryStore(),
    tab: memoryStore(),
    ...changes,
  };
}
