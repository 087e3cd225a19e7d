/** Something that must not be. Findings of one kind have one cause, as far as can be told from outside. */
export interface Finding {
  /** Words without numbers, equal for equal mistakes. */
  readonly kind: string;
  /** What was seen, in one sentence. */
  readonly detail: string;
}

/** A finding whose kind is its name and, where that says more, its sentence without the numbers. */
export function finding(name: string, detail: string, isKindByDetail = false): Finding {
  return { kind: isKindByDetail ? `${name}: ${withoutNumbers(detail)}` : name, detail };
}

/** What the lab threw. */
export function exceptionFinding(error: unknown): Finding {
  const sentence = error instanceof Error ? error.message : String(error);
  const where = error instanceof Error ? (error.stack?.split("\n")[1]?.trim() ?? "") : "";
  return { kind: `exception: ${withoutNumbers(sentence)}`, detail: `${sentence} ${where}`.trim() };
}

function withoutNumbers(sentence: string): string {
  return sentence.split("\n")[0]!.replaceAll(/\d+/g, "N");
}
