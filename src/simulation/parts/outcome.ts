/** How a migration ended; see the failure matrix. */
export type Outcome = "completed" | "recovered" | "continued-on-source" | "held" | "lost";
