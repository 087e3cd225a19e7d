/** The example that is shown where none, or one that is not there, is named: the lab's own run. */
export const DEFAULT_EXAMPLE = "quick-resume";
