/** Where a server of this computer is found. */
export interface Addresses {
  /** From this computer itself. */
  readonly local: readonly string[];
  /** From its local networks; none where it is in none. */
  readonly network: readonly string[];
}

/** What is printed of the addresses, with a code for the first one that others can open. */
export function wordsOfAddresses({ local, network }: Addresses, codeOf: (address: string) => string): string {
  const [here, there] = [local[0], network[0]];
  const lines = [`\nOn this computer:  ${here}`];
  if (there === undefined) lines.push("This computer is in no local network, so nobody else can open it.");
  else lines.push(`In this room:      ${network.join("  ")}`, "", codeOf(there));
  return lines.join("\n");
}
