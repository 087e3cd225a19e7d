/**
 * Builds the widget into `build/widget` and puts it beside the built lab: `quick-resume-lab.js` with its parts, the posters as
 * pictures, and `embed.html`, the page that shows a lab in a frame.
 */
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { type BuildEnvironmentOptions, build } from "vite";
import { assembleMachine } from "../../src/node/assemble.ts";
import type { Drawn } from "../../src/widget/drawing.ts";
import { EDITION, type Edition, folderOf } from "../../src/widget/edition.ts";
import { policyText, trustedWorkers } from "../content-policy.ts";
import { leanSvelte } from "../lean-svelte.ts";
import { lessonsIn } from "./lessons.ts";
import { coloursIn, type Lessons, type Posters, postersIn, widgetParts } from "./plugins.ts";
import { svgOf } from "./poster-file.ts";
import { compiledEarly, functionsTogether, smaller } from "./smaller.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const OUT = join(ROOT, "build/widget");
const ENTRIES = join(ROOT, "src/entries/widget");

async function bundle(
  posters: Posters,
  lessons: Lessons,
  outDir: string,
  output: BuildEnvironmentOptions["rolldownOptions"],
) {
  await build({
    configFile: false,
    root: ROOT,
    base: "./",
    logLevel: "warn",
    publicDir: false,
    plugins: [
      svelte({ compilerOptions: { discloseVersion: false, cssHash: shortClasses() } }),
      leanSvelte,
      trustedWorkers,
      widgetParts(ROOT, posters, lessons),
      smaller,
      functionsTogether,
      compiledEarly,
    ],
    worker: { format: "iife", plugins: () => [smaller] },
    build: {
      outDir,
      target: "es2023",
      // A shadow root's colours are named on its host: they have to stay `light-dark()` until they are used.
      cssTarget: ["chrome123", "firefox120", "safari17.5"],
      assetsInlineLimit: 0,
      cssCodeSplit: false,
      modulePreload: false,
      // What the loader has in common with its parts stays in it: a page that shows posters asks for one file.
      rolldownOptions: { preserveEntrySignatures: "allow-extension", ...output },
    },
  });
}

/** Names of the classes that keep a component's style to itself: nothing else is in a widget's root, so they may be short. */
function shortClasses(): (of: { filename: string }) => string {
  const files: string[] = [];
  return ({ filename }) => {
    if (!files.includes(filename)) files.push(filename);
    return `s${files.indexOf(filename).toString(36)}`;
  };
}

/** A poster's picture as a file, which a frame may show wherever it stands. */
const pictureIn = (name: string): Drawn => [
  "svg",
  {
    viewBox: "0 0 696 400",
    role: "img",
    "aria-label": "Two machines, the cable between them and a mailbox",
  },
  ["image", { href: `posters/${name}.svg`, width: 696, height: 400 }],
];

function withoutPictures(posters: Posters): Posters {
  return Object.fromEntries(
    Object.entries(posters).map(([name, poster]) => [name, { ...poster, picture: pictureIn(name) }]),
  );
}

/** The same of lessons. */
function withFiles(of: NonNullable<Lessons>): NonNullable<Lessons> {
  return Object.fromEntries(
    Object.entries(of).map(([id, { lesson, poster }]) => [
      id,
      { lesson, poster: { ...poster, picture: pictureIn(`lesson-${id}`) } },
    ]),
  );
}

/** The frame's page with its script in it. The script is the only one that its policy lets run. */
function framePage(script: string): string {
  const code = script.replaceAll("</script", "<\\/script");
  const hash = createHash("sha256").update(code).digest("base64");
  const policy = policyText({
    "default-src": "'none'",
    "script-src": `'sha256-${hash}' 'wasm-unsafe-eval'`,
    "style-src": "'none'",
    "img-src": "'self'",
    "worker-src": "blob:",
    "base-uri": "'none'",
    "form-action": "'none'",
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Quick Resume lab</title>
</head>
<body>
<noscript>
<p>A running virtual machine moves from one host to another, and its cable is cut half way. To run it, switch on JavaScript.</p>
<img src="posters/quick-resume.svg" alt="Two machines, the cable between them and a mailbox" width="100%">
</noscript>
<script type="module">${code}</script>
</body>
</html>
`;
}

/** Posters are named as their examples are, which the loader can say in fewer letters. */
function chunkFileNames({ moduleIds }: { readonly moduleIds: readonly string[] }): string {
  const is = (kind: string) => moduleIds.some((id) => id.includes(`widget-${kind}/`));
  if (is("examples")) return "posters/[name].js";
  if (is("lessons")) return "posters/lesson-[name].js";
  return is("lesson") ? "widget/lesson-[name]-[hash].js" : "widget/[name]-[hash].js";
}

/**
 * What checks a stranger's scenario, action or link. Several parts have it in common that are loaded when they are asked for, and
 * it would be put where all of them find it: into what every Run loads.
 */
const CHECKS = /node_modules\/valibot\/|src\/scenario\/(schema|fault|knobs|scenario)\.ts$/;

await assembleMachine();
const posters = await postersIn(join(ROOT, "public/scenarios"));
const lessons = await lessonsIn(ROOT);
rmSync(OUT, { recursive: true, force: true });
await bundle(posters, lessons, OUT, {
  input: { "quick-resume-lab": join(ENTRIES, "quick-resume-lab.ts") },
  output: {
    entryFileNames: "[name].js",
    chunkFileNames,
    codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: "checks", test: CHECKS }] },
  },
});
/** A frame's page has everything in it, and is sent to another that has the lessons in it too where one is asked for. */
for (const [name, inIt] of [
  ["embed", null],
  ["embed-lesson", lessons],
] as const) {
  const frame = join(ROOT, "build/frame", name);
  await bundle(withoutPictures(posters), inIt && withFiles(inIt), frame, {
    input: { [name]: join(ENTRIES, "embed.ts") },
    output: { entryFileNames: "[name].js", codeSplitting: false },
  });
  writeFileSync(join(OUT, `${name}.html`), framePage(readFileSync(join(frame, `${name}.js`), "utf8")));
}
mkdirSync(join(OUT, "posters"), { recursive: true });
const colours = coloursIn(readFileSync(join(ROOT, "src/view/design/tokens.css"), "utf8"));
const ofLessons = Object.entries(lessons).map(([id, { poster }]) => [`lesson-${id}`, poster] as const);
for (const [name, { picture, sentence }] of [...Object.entries(posters), ...ofLessons])
  writeFileSync(join(OUT, "posters", `${name}.svg`), svgOf(picture, sentence, colours));
const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const loader = createHash("sha384").update(readFileSync(join(OUT, "quick-resume-lab.js")));
const edition: Edition = { version, integrity: `sha384-${loader.digest("base64")}` };
writeFileSync(join(OUT, EDITION), JSON.stringify(edition));
if (existsSync(join(ROOT, "dist"))) {
  // Parts of an earlier build have other names.
  for (const folder of ["widget", folderOf(version)])
    rmSync(join(ROOT, "dist", folder), { recursive: true, force: true });
  for (const to of ["dist", join("dist", folderOf(version))])
    cpSync(OUT, join(ROOT, to), { recursive: true });
}
