/** The pages of the documentation site, in the order in which its side bar lists them. */

export interface Page {
  /** Its file's name without an ending; all pages lie in one folder, so that links are as short as names. */
  readonly name: string;
  readonly title: string;
  /** Where its text lies in the repository. */
  readonly source: string;
}

export interface Group {
  readonly title: string;
  readonly pages: readonly Page[];
}

const own = (name: string, title: string): Page => ({ name, title, source: `docs/site/${name}.md` });
const shared = (name: string, title: string, source = `docs/${name}.md`): Page => ({ name, title, source });

export const GROUPS: readonly Group[] = [
  {
    title: "Use it",
    pages: [
      own("index", "Start in one minute"),
      own("embed", "Put it into your page"),
      own("lessons", "Lessons"),
      shared("write-a-lesson", "Write a lesson", "lessons/README.md"),
      shared("package", "The package"),
    ],
  },
  {
    title: "Look it up",
    pages: [
      own("conditions", "Conditions"),
      own("examples", "Examples"),
      shared("guests", "Guests"),
      own("engine", "Engine"),
      own("engine-api", "Engine: all names"),
      own("widget-api", "Widget: all names"),
      shared("glossary", "Glossary"),
    ],
  },
  {
    title: "What it is",
    pages: [
      shared("model", "Model card"),
      own("protocol", "Protocol"),
      shared("failure-matrix", "Failure matrix"),
      own("compared", "QEMU and vSphere"),
    ],
  },
];

/** All of them. */
export const PAGES: readonly Page[] = GROUPS.flatMap(({ pages }) => pages);

/** Files that pages show, by their path in the repository; on the site they lie beside the pages. */
export const PICTURES = ["docs/state-diagram.svg", "docs/lab.png"];
