/** The transition tables of both roles as lists, for whoever reads no picture. */
import type { StateDiagram } from "../../src/diagram/diagram.ts";
import { stateDiagrams } from "../../src/diagram/diagram.ts";
import { code, markdownTable } from "./markdown-table.ts";

/** Each role's states with what leads out of them. */
export function stateTables(): string {
  return stateDiagrams()
    .map((diagram) => `### ${diagram.title}\n\n${markdownTable(["State", "What leads on"], rowsOf(diagram))}`)
    .join("\n\n");
}

function rowsOf({ nodes, edges }: StateDiagram): string[][] {
  return nodes.map(({ name, isFinal }) => {
    const ways = edges.filter(({ from }) => from === name);
    const told = ways.map(({ events, to }) => `${events.map(code).join(", ")} to ${code(to)}`);
    return [code(name), isFinal ? "nothing: an end" : told.join("; ")];
  });
}
