/** The views of the page. */
export type Route = "lab" | "matrix" | "compare";

/** Which view the part of the address after its "#" names. */
export function routeOf(hash: string): Route {
  if (hash === "#matrix") return "matrix";
  return hash === "#compare" ? "compare" : "lab";
}

/** Whether the address holds an experiment, which is read by code that is loaded only then. */
export function isExperiment(hash: string): boolean {
  return /^#v\d+\./.test(hash);
}
