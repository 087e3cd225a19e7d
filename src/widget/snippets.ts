import { DEFAULT_EXAMPLE } from "./default-example.ts";
import type { ParameterName } from "./parameters.ts";

/** What an author has chosen, by the parameters' names; what is left out is as usual. */
export type Chosen = Readonly<Partial<Record<ParameterName, string>>>;

/** The ways to put a widget into a page. */
export const WAYS = ["frame", "element", "markdown", "mdx", "reveal"] as const;
export type Way = (typeof WAYS)[number];

/** What is said where nothing runs. */
const SENTENCE = "A running virtual machine moves from one host to another, and its cable is cut half way.";

/** Where the widget lies. */
export interface Source {
  /** The address of its folder. */
  readonly base: string;
  /** What the loader's bytes must come to; null where they may change. */
  readonly integrity: string | null;
}

/**
 * Where a frame's height follows no rule of the page, it has the widget's own, in CSS pixels: in columns from so many on, that
 * of the picture with a frame's own border, and that of what stands over it in a lesson.
 */
const HEIGHTS = [
  { from: 860, picture: 612, lesson: 300 },
  { from: 690, picture: 563, lesson: 300 },
  { from: 570, picture: 550, lesson: 300 },
  { from: 480, picture: 604, lesson: 370 },
  { from: 0, picture: 732, lesson: 430 },
] as const;

/** A frame's border above and below, in CSS pixels. */
const FRAME_BORDER = 4;

/** The height of a frame in a column of a width, both in CSS pixels. */
export function frameHeight(chosen: Chosen, width: number): number {
  const { picture, lesson } = HEIGHTS.find(({ from }) => width >= from) ?? HEIGHTS[0];
  return picture + (chosen.lesson === undefined ? 0 : lesson);
}

/** What a lesson has of its own, so that nobody chooses it besides. */
const OF_A_LESSON: readonly ParameterName[] = ["example", "strategy", "cut", "seed", "run"];

/** What was chosen, with another value for a parameter; with none it is as usual. */
export function choosing(chosen: Chosen, name: ParameterName, value: string): Chosen {
  const left = value !== "" && name === "lesson" ? OF_A_LESSON : [];
  const others = Object.entries(chosen).filter(
    ([each]) => each !== name && !left.some((own) => own === each),
  );
  return Object.fromEntries(value === "" ? others : [...others, [name, value]]);
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", '"': "&quot;", "<": "&lt;" };
const escaped = (text: string) => text.replaceAll(/[&"<]/g, (letter) => ESCAPES[letter]!);

/** The address of the frame's page with what was chosen. A run is behind its "#", which no server is told. */
export function frameAddress(base: string, { run, ...chosen }: Chosen): string {
  const address = new URL("embed.html", base);
  for (const [name, value] of Object.entries(chosen)) address.searchParams.set(name, value);
  if (run !== undefined) address.hash = `run=${run}`;
  return address.href;
}

/** What is seen of an element where scripts do not run: the poster, and a way to the lab. */
function fallbackOf(base: string, chosen: Chosen): string {
  const poster = new URL(`posters/${chosen.example ?? DEFAULT_EXAMPLE}.svg`, base).href;
  const image = `<img src="${escaped(poster)}" width="696" height="400" alt="">`;
  return `<a href="${escaped(frameAddress(base, chosen))}">${image} ${SENTENCE}</a>`;
}

/**
 * What an author pastes.
 *
 * @param width of the column in CSS pixels
 */
export function snippetOf(way: Way, { base, integrity }: Source, chosen: Chosen, width: number): string {
  const height = frameHeight(chosen, width);
  // The height as a style, too: some sites give all frames and pictures `height: auto`, by which this one would be 150 px high.
  const frame = `<iframe src="${escaped(frameAddress(base, chosen))}" width="${width}" height="${height}" style="height: ${height}px" title="Quick Resume lab" loading="lazy" sandbox="allow-scripts"></iframe>`;
  const attributes = Object.entries(chosen).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  // Room for what it will be when its script has come, so that nothing of the page moves then; the element itself overrules it.
  const room = `display: block; height: ${height - FRAME_BORDER}px; overflow: hidden`;
  const element = `<quick-resume-lab${attributes.join("")} style="${room}">${fallbackOf(base, chosen)}</quick-resume-lab>`;
  const whole = integrity ? ` integrity="${escaped(integrity)}" crossorigin="anonymous"` : "";
  const script = `<script type="module" src="${escaped(new URL("quick-resume-lab.js", base).href)}"${whole}></script>`;
  switch (way) {
    case "frame":
      return frame;
    case "element":
      return `${script}\n${element}`;
    case "markdown":
      // A blank line on either side, or Markdown takes it for a part of a sentence.
      return `\n${frame}\n`;
    case "mdx":
      return `${frame.replace("></iframe>", " />").replace(/ style=".*?"/, ` style={{ border: 0, height: ${height} }}`)}`;
    case "reveal":
      return `<section>\n  ${frame.replace(" src=", " data-src=")}\n</section>`;
  }
}
