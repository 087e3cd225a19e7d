import type { Store } from "../lab/environment.ts";

/** One of the browser's storages. Already asking for it throws in a sandboxed frame, and where it is switched off. */
function storeIn(storage: () => Storage): Store {
  return {
    read: (name) => {
      try {
        return storage().getItem(name);
      } catch {
        return null;
      }
    },
    write: (name, text) => {
      try {
        if (text === null) storage().removeItem(name);
        else storage().setItem(name, text);
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** What was chosen for good. */
export const choices = storeIn(() => localStorage);

/** What is kept for as long as the tab is there. */
export const tab = storeIn(() => sessionStorage);
