// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sources are texts here.
import { describe, expect, it } from "vitest";
import { messagesIn } from "../../../tools/language/messages-in.ts";

const IMPORT = 'import { plural, t } from "../language/words.ts";\n';
const found = (code: string, file = "a.ts") =>
  messagesIn(file, IMPORT + code).map(({ one, other, values }) => ({ one, other, values }));

describe("the messages of a source", () => {
  it("are found wherever they stand, with their values numbered", () => {
    expect(
      found(
        "class A { name = t`Mail ß`; }\nconst f = (n: number) => { throw new Error(t`No ${n} in ${g<string>(n)}`); };",
      ),
    ).toEqual([
      { one: "Mail ß", other: null, values: [] },
      { one: "No {0} in {1}", other: null, values: ["n", "g<string>(n)"] },
    ]);
  });

  it("are found inside each other", () => {
    expect(found("t`a ${t`b ${c}`} d`").map(({ one }) => one)).toEqual(["a {0} d", "b {0}"]);
  });

  it("have two forms with the same values where a number decides", () => {
    expect(found("plural(n, { one: `one of ${all}`, other: `${count(n)} of ${all}` });")).toEqual([
      { one: "one of {1}", other: "{0} of {1}", values: ["count(n)", "all"] },
    ]);
  });

  it("are found in the script and in the markup of a component", () => {
    const code = `<script lang="ts">\n${IMPORT}const a = t\`in the script\`;\n</script>\n<p title={t\`at \${a}\`}>{#if a}{t\`here\`}{/if}</p>`;
    expect(messagesIn("A.svelte", code).map(({ one }) => one)).toEqual(["in the script", "at {0}", "here"]);
  });

  it("are none of a source that has its own t", () => {
    expect(messagesIn("a.ts", "const t = String.raw; t`no message`;")).toEqual([]);
  });

  it("must be constants: what cannot be found is refused with its place", () => {
    expect(() => found("t(words)")).toThrow("a.ts:2: t is a tag");
    expect(() => found("plural(n, forms)")).toThrow("a.ts:2: plural takes its two forms");
    expect(() => found("plural(n, { one: `a ${t`b`}`, other: `c` })")).toThrow("has no message in it");
    expect(() => found("plural(n, { one: word, other: `c` })")).toThrow("the form one of plural is no text");
  });
});
