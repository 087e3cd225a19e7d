/** What went wrong in words for the learner; a browser's own words for a lost connection differ and say little. */
export function describeFailure(error: unknown): string {
  if (error instanceof TypeError && /fetch|load|network/i.test(error.message))
    return "A part of it could not be loaded; the connection may be down.";
  return error instanceof Error && error.message ? error.message : String(error);
}
