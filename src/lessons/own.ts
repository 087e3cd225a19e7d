/** What an own lesson is called before its name, so that it is never taken for one of the lab's. */
export const OWN = "own-";

/** Whether a lesson's name says that somebody opened it here. */
export function isOwnLesson(id: string): boolean {
  return id.startsWith(OWN);
}
