/** The reference of an interface, made from its docstrings. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runNode } from "../run-node.ts";

/** Everything an entry exports, as Markdown. Rejects where its sources cannot be read. */
export async function apiReference(root: string, entry: string): Promise<string> {
  const out = join(root, "build/docs-api");
  rmSync(out, { recursive: true, force: true });
  const flags = ["hidePageHeader", "hideBreadcrumbs", "hidePageTitle", "disableSources"];
  const filters = ["excludePrivate", "excludeExternals", "skipErrorChecking"];
  const tables = ["parametersFormat", "propertiesFormat", "interfacePropertiesFormat"];
  const texts = [
    ["--entryPoints", entry, "--tsconfig", "tsconfig.json", "--plugin", "typedoc-plugin-markdown"],
    ["--out", out, "--outputFileStrategy", "modules", "--entryFileName", "api", "--readme", "none"],
    ["--name", "Names", "--useCodeBlocks", "false", "--githubPages", "false", "--logLevel", "Error"],
    [...flags, ...filters].map((name) => `--${name}`),
    tables.flatMap((name) => [`--${name}`, "table"]),
  ];
  await runNode(root, "node_modules/typedoc/bin/typedoc", texts.flat());
  return readFileSync(join(out, "api.md"), "utf8").replaceAll(/^\*\*\*$/gm, "");
}
