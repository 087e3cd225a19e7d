import HostWorker from "../../workers/host.worker.ts?worker&inline";
import { openLabDatabase } from "../browser/lab-database.ts";
import { filesBeside } from "../browser/lab-files.ts";
import { folderOf } from "../browser/own-files.ts";
import type { Address, Environment, Workers } from "../lab/environment.ts";
import { pageLanguages } from "./page-language.ts";
import { choices, tab } from "./stores.ts";

/** The page's own address. */
const address: Address = {
  get hash() {
    return location.hash;
  },
  go: (hash) => {
    location.hash = hash;
  },
  replace: (hash) => history.replaceState(null, "", hash || location.pathname + location.search),
  follow: (changed) => {
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  },
  whole: (hash) => new URL(hash, location.href).href,
  reload: () => location.reload(),
};

/** The workers of the other views come with code of their own, which is loaded when such a view is opened. */
const workers: Workers = {
  host: (name) => new HostWorker({ name }),
  compare: async () => {
    const { default: CompareWorker } = await import("../../workers/compare.worker.ts?worker&inline");
    return () => new CompareWorker();
  },
  matrix: async () => {
    const { default: MatrixWorker } = await import("../../workers/matrix.worker.ts?worker&inline");
    return () => new MatrixWorker();
  },
  lesson: async () => {
    const { default: LessonWorker } = await import("../../workers/lesson.worker.ts?worker&inline");
    return () => new LessonWorker();
  },
  verify: async () => {
    const { default: VerifyWorker } = await import("../../workers/verify.worker.ts?worker&inline");
    return () => new VerifyWorker();
  },
};

/** The environment of a lab that has the whole page to itself. */
export function pageEnvironment(): Environment {
  const base = folderOf(document.baseURI);
  return {
    base,
    files: filesBeside(base),
    openDatabase: openLabDatabase,
    address,
    choices,
    tab,
    languages: pageLanguages,
    root: document.documentElement,
    ears: window,
    workers,
  };
}
