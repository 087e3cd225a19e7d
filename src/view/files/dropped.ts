/** A file with its path: its name, and the folders above it where it came in a folder. */
export interface FileAt {
  readonly path: string;
  readonly file: File;
}

/** As many files of a folder as are looked at, and as deep. */
const MOST_FILES = 200;
const MOST_LEVELS = 4;

/** The files of a list; one that was chosen with its folder says where it lay. */
export function filesIn(list: Iterable<File>): FileAt[] {
  return [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** What was dropped, with what lies in dropped folders. What was dropped has to be asked for at once. */
export function droppedFiles({ items, files }: DataTransfer): Promise<FileAt[]> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (!entries.some(({ isDirectory }) => isDirectory)) return Promise.resolve(filesIn(files));
  return allIn(entries, 0);
}

async function allIn(entries: readonly FileSystemEntry[], level: number): Promise<FileAt[]> {
  const found: FileAt[] = [];
  for (const entry of entries) {
    if (found.length > MOST_FILES || level > MOST_LEVELS) break;
    if (entry.isFile)
      found.push({ path: entry.fullPath.slice(1), file: await fileOf(entry as FileSystemFileEntry) });
    else found.push(...(await allIn(await entriesOf(entry as FileSystemDirectoryEntry), level + 1)));
  }
  return found;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A folder tells of its entries in parts, until one is empty. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0 || all.length > MOST_FILES) return all;
    all.push(...part);
  }
}
