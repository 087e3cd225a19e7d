/**
 * Whether a path names a file inside the lab's own folder, and can name nothing else, however an address is read: words
 * parted by single slashes, none of which begins with a dot. So no scheme, no host, no `..`, no backslash, no escape,
 * no query. Whatever a stranger's file or link names is fetched only where this holds.
 */
export function isInOwnFolder(path: string): boolean {
  return path.length <= 255 && /^\w[\w.-]*(\/\w[\w.-]*)*$/.test(path);
}
