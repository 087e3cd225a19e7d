/** What a registry says of the packages that the repository uses. */

/** What is to be told, and whether it is grave: a package that reaches a user has a hole that its advisory calls high. */
export interface Verdict {
  readonly lines: readonly string[];
  readonly isGrave: boolean;
}

/** One package of npm's answer, as far as it is looked at. */
interface Found {
  readonly name: string;
  readonly severity: string;
}

interface Answer {
  readonly vulnerabilities?: Readonly<Record<string, Found>>;
  readonly message?: string;
}

const GRAVE = ["high", "critical"];

/**
 * Judges what `npm audit --json` printed; `shipped` are the packages that reach a user. Where no registry answered nothing is
 * known, which is told and is not grave.
 */
export function judged(printed: string, shipped: ReadonlySet<string>): Verdict {
  const answer = answerIn(printed);
  if (!answer.vulnerabilities) {
    const why = answer.message ? `: ${answer.message}` : "";
    return { lines: [`Warning: no registry tells whether packages have known holes${why}`], isGrave: false };
  }
  const found = Object.values(answer.vulnerabilities);
  const lines = found.map(
    ({ name, severity }) =>
      `${name}: ${severity}${shipped.has(name) ? "" : ", used for building and testing only"}`,
  );
  const isGrave = found.some(({ name, severity }) => shipped.has(name) && GRAVE.includes(severity));
  return { lines: lines.length > 0 ? lines : ["No package has a known hole."], isGrave };
}

function answerIn(printed: string): Answer {
  try {
    return JSON.parse(printed);
  } catch {
    return {};
  }
}
