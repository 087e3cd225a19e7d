/** Puts a text into the clipboard. Resolves with whether the browser let it: not every page may, and not at every time. */
export async function putIntoClipboard(text: string): Promise<boolean> {
  // On plain http there is no clipboard at all.
  if (!navigator.clipboard) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
