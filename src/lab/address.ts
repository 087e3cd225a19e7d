/** Whether the address holds an experiment, which is read by code that is loaded only then. */
export function isExperiment(hash: string): boolean {
  return /^#v\d+\./.test(hash);
}

/** Whether the address names what was opened from a file in this tab. */
export function isFile(hash: string): boolean {
  return /^#file-\d+$/.test(hash);
}
