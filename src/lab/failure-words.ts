import { t } from "../language/words.ts";

/** How browsers say that WebAssembly gets no memory. */
const NO_MEMORY = /could not allocate memory|unable to grow|maximum memory size|buffer allocation failed/i;

/** Whether words tell of a storage that has no room. */
export function isStorageFull(words: string): boolean {
  return /QuotaExceeded|storage is full/i.test(words);
}

/** What the reasons mean for which storage cannot be used. */
const STORAGE: Readonly<Record<string, string>> = {
  closed: t`The browser has closed the lab's database: the site's data were deleted, or another page of it took its place.`,
  blocked: t`The browser's storage does not answer, so the datastore cannot be used. Go on in memory only.`,
  broken: t`The browser's storage is broken, and the datastore cannot be used. Go on in memory only.`,
  missing: t`This page may not use the browser's storage any more. Go on in memory only.`,
};

/** Whether words tell of a storage that is better not used again. */
export function isStorageLost(words: string): boolean {
  const { blocked, broken, missing } = STORAGE;
  return isStorageFull(words) || words === blocked || words === broken || words === missing;
}

/** The reason of a datastore that cannot be used: its message begins with it, because threads pass on nothing else. */
function storageWords(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== "DatastoreUnavailableError") return undefined;
  return STORAGE[error.message.split(":")[0]!];
}

/** What went wrong in words for the learner; a browser's own words for a lost connection differ and say little. */
export function describeFailure(error: unknown): string {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : "";
  if (NO_MEMORY.test(words))
    return t`The browser has no memory for machines of this size. Close other pages, or choose a guest with less RAM.`;
  if (isStorageFull(words))
    return t`The browser's storage is full, and the datastore cannot be written. Make room, or go on in memory only.`;
  const storage = storageWords(error);
  if (storage) return storage;
  if (error instanceof TypeError && /fetch|load|network/i.test(error.message))
    return t`A part of it could not be loaded; the connection may be down.`;
  return error instanceof Error && error.message ? error.message : String(error);
}

/** Why a worker failed, of the message in its error event: browsers begin it with words about the exception. */
export function reasonOf(message: string): string {
  return message.replace(/^(Uncaught )?(\w*Error: )?/, "") || t`its worker did not load`;
}
