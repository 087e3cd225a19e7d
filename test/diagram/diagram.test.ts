import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { layOut, type StateNode, stateDiagrams, type TransitionTable } from "../../src/diagram/diagram.ts";
import { inWords, stateDiagramSvg } from "../../src/diagram/diagram-svg.ts";
import { hasWords, plainName, plainNames } from "../../src/diagram/names.ts";
import { DESTINATION_TRANSITIONS, SOURCE_TRANSITIONS } from "../../src/migration/transitions.ts";

const COMMITTED = fileURLToPath(new URL("../../docs/state-diagram.svg", import.meta.url));
const TABLES: TransitionTable[] = [SOURCE_TRANSITIONS, DESTINATION_TRANSITIONS];

function transitionsOf(table: TransitionTable): string[] {
  return Object.entries(table).flatMap(([from, events]) =>
    Object.entries(events).map(([event, to]) => `${from} ${event} ${to}`),
  );
}

function overlap(one: StateNode, other: StateNode): boolean {
  return (
    Math.abs(one.x - other.x) < (one.width + other.width) / 2 &&
    Math.abs(one.y - other.y) < (one.height + other.height) / 2
  );
}

describe("the state diagram", () => {
  it.each([0, 1])("has every state and every transition of its table, and no others", (index) => {
    const { nodes, edges } = stateDiagrams()[index]!;
    expect(nodes.map(({ name }) => name)).toEqual(Object.keys(TABLES[index]!));
    const drawn = edges.flatMap(({ from, to, events }) => events.map((event) => `${from} ${event} ${to}`));
    expect(drawn.sort()).toEqual(transitionsOf(TABLES[index]!).sort());
  });

  it("names states and events in words that fit their boxes, each its own", () => {
    for (const { nodes, edges } of stateDiagrams()) {
      const names = nodes.map(({ name }) => plainName(name));
      const told = [...nodes.map(({ name }) => name), ...edges.flatMap(({ events }) => events)];
      expect(told.filter((name) => !hasWords(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
      for (const word of [...names, ...edges.map(({ events }) => plainNames(events))])
        expect(word).toMatch(/^[a-z]+([ -][a-z]+)*(, [a-z]+([ -][a-z]+)*)*$/);
      // A letter of a state is about eleven units wide.
      for (const { name, width } of nodes) expect(11 * plainName(name).length).toBeLessThan(width);
    }
    expect(stateDiagramSvg(stateDiagrams())).not.toMatch(/>[a-z]+[A-Z]/);
  });

  it("draws no state over another and everything inside its frame", () => {
    for (const { nodes, edges, width, height } of stateDiagrams()) {
      for (const node of nodes)
        expect(nodes.filter((other) => overlap(node, other)).map(({ name }) => name)).toEqual([node.name]);
      // A letter of an event is about nine units wide.
      const words = edges.flatMap(({ events, label: [x, y] }) => [
        [x, y] as const,
        [x + 9 * plainNames(events).length, y] as const,
      ]);
      const corners = [...edges.flatMap(({ points }) => points), ...words];
      for (const [x, y] of [...corners, ...nodes.map((node) => [node.x, node.y] as const)]) {
        expect(x).toBeGreaterThan(0);
        expect(x).toBeLessThan(width);
        expect(y).toBeGreaterThan(0);
        expect(y).toBeLessThan(height);
      }
    }
  });

  it("lets every line begin and end at the border of its states", () => {
    for (const { nodes, edges } of stateDiagrams())
      for (const { from, to, points } of edges)
        for (const [name, point] of [[from, points[0]!] as const, [to, points.at(-1)!] as const]) {
          const { x, y, width, height } = nodes.find((node) => node.name === name)!;
          const [across, along] = [
            Math.abs(point[0] - x) / (width / 2),
            Math.abs(point[1] - y) / (height / 2),
          ];
          expect(Math.max(across, along), `${from} to ${to}`).toBeCloseTo(1);
        }
  });

  it("puts events that lead to one state on one arrow", () => {
    const { edges } = layOut("Small", { open: { shut: "closed", slam: "closed" }, closed: {} });
    expect(edges).toMatchObject([{ from: "open", to: "closed", events: ["shut", "slam"] }]);
  });

  it("refuses a table that goes in a circle or leads nowhere", () => {
    expect(() => layOut("Circle", { a: { on: "b" }, b: { on: "a" } })).toThrow("circle");
    expect(() => layOut("Gap", { a: { on: "b" } })).toThrow("no state");
  });

  it("says in words what it draws", () => {
    const words = inWords(stateDiagrams());
    expect(words).toContain("Source: idle to setup on migrate;");
    expect(stateDiagramSvg(stateDiagrams())).toContain(`<desc id="desc">${words}</desc>`);
  });

  it("is what the committed image shows", () => {
    expect(stateDiagramSvg(stateDiagrams())).toBe(readFileSync(COMMITTED, "utf8"));
  });
});
