/** How browsers say that WebAssembly gets no memory. */
const NO_MEMORY = /could not allocate memory|unable to grow|maximum memory size|buffer allocation failed/i;

/** Whether words tell of a storage that has no room. */
export function isStorageFull(words: string): boolean {
  return /QuotaExceeded|storage is full/i.test(words);
}

/** What went wrong in words for the learner; a browser's own words for a lost connection differ and say little. */
export function describeFailure(error: unknown): string {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : "";
  if (NO_MEMORY.test(words))
    return "The browser has no memory for machines of this size. Close other pages, or choose a guest with less RAM.";
  if (isStorageFull(words))
    return "The browser's storage is full, and the datastore cannot be written. Make room, or go on in memory only.";
  if (error instanceof TypeError && /fetch|load|network/i.test(error.message))
    return "A part of it could not be loaded; the connection may be down.";
  return error instanceof Error && error.message ? error.message : String(error);
}

/** Why a worker failed, of the message in its error event: browsers begin it with words about the exception. */
export function reasonOf(message: string): string {
  return message.replace(/^(Uncaught )?(\w*Error: )?/, "") || "its worker did not load";
}
