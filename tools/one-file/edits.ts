import { ImportType, init, parse } from "es-module-lexer";
import { FOLDER } from "../../src/one-file/enclosed.ts";
import type { Edit } from "../../src/one-file/parts.ts";

/**
 * What a script of the build says otherwise in a saved page: it names others, and itself, by addresses that do not depend on
 * where it lies. Throws where it imports what has no name.
 */
export async function editsOf(file: string, code: string): Promise<Edit[]> {
  await init;
  const here = FOLDER + file;
  const [found] = parse(code, file);
  return found.map(({ t: type, n: name, s: from, e: to }): Edit => {
    if (type === ImportType.ImportMeta) return [from, to, `({url:${JSON.stringify(here)}})`];
    if (name === undefined)
      throw new Error(`${file} imports ${code.slice(from, to)}, whose name is not known.`);
    const { href } = new URL(name, here);
    return [from, to, type === ImportType.Static ? href : JSON.stringify(href)];
  });
}
