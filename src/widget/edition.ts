/** Which widget a built lab has, so that an author can name that one and no later. */
export interface Edition {
  readonly version: string;
  /** What the loader's bytes come to, as the `integrity` of a script takes it. */
  readonly integrity: string;
}

/** The file, beside the loader, that says it. */
export const EDITION = "edition.json";

/** The folder, beside the lab, in which the widget of a version lies and stays as it is. */
export function folderOf(version: string): string {
  return `v${version}`;
}
