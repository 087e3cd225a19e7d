/** The views of the page. */
export type Route = "lab" | "matrix";

/** Which view the part of the address after its "#" names. */
export function routeOf(hash: string): Route {
  return hash === "#matrix" ? "matrix" : "lab";
}

/** Whether the address holds an experiment, which is read by code that is loaded only then. */
export function isExperiment(hash: string): boolean {
  return /^#v\d+\./.test(hash);
}
