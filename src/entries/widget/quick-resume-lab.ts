/**
 * The lab for other people's pages: the element `<quick-resume-lab>` and {@link createLab}. This is what a page loads first; it
 * draws posters and nothing else, until a lab is asked for.
 */

import colours from "virtual:widget-colours";
import examples from "virtual:widget-examples";
import type { LabEvents, LabMethods } from "../../widget/api.ts";
import type { Drawn } from "../../widget/drawing.ts";
import { PARAMETERS, type ParameterName, type Parameters, parametersOf } from "../../widget/parameters.ts";
import type { Poster } from "../../widget/poster.ts";
import { POSTER_STYLE } from "../../widget/poster-style.ts";
import type { CreateLab } from "./declared.ts";
import type { LiveLab } from "./live.ts";

const NAME = "quick-resume-lab";

const OTHER = "Stands still: another lab on this page runs.";
const GONE = "Stands still.";

/** What changes a run, and not only its look. */
const OF_THE_RUN: ReadonlySet<string> = new Set<ParameterName>([
  "example",
  "lesson",
  "strategy",
  "cut",
  "seed",
  "run",
]);

/** So far from the reader's sight, in CSS pixels, a poster's picture is drawn. */
const NEAR = "200px";

/** The one that is live on this page. */
let live: QuickResumeLab | null = null;

/** An element of a drawing. Nothing of it is read as markup. */
function drawn([tag, attributes, ...content]: Drawn): Element {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...content.map((each: Drawn | string) => (typeof each === "string" ? each : drawn(each))));
  return element;
}

function made<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
  ...content: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...content);
  return element;
}

/** Black or white, whichever can be read better on a colour "#rrggbb". */
function inkOn(colour: string): string {
  const [red, green, blue] = [1, 3, 5].map(
    (at) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2,
  );
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue! > 0.18 ? "#000" : "#fff";
}

/** The poster of what is shown. What belongs to lessons is loaded where one is asked for. */
async function posterOf({ example, lesson }: Parameters): Promise<Poster> {
  const own = lesson === null ? null : await (await import("./lessons.ts")).posterOf(lesson);
  return own ?? (await examples[example]!()).default;
}

interface Common {
  readonly style: CSSStyleSheet;
  readonly size: ResizeObserver;
  readonly sight: IntersectionObserver;
  readonly near: IntersectionObserver;
}

// Who renders a page without a browser only needs the import not to fail.
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/** The lab as an element of a page. Its attributes are the parameters; its methods and events those of `api.ts`. */
export class QuickResumeLab extends Base implements LabMethods {
  static readonly observedAttributes: readonly string[] = PARAMETERS;
  /** What all elements of a page have in common: made with the first of them, it costs the page once. */
  static #shared: Common | null = null;
  readonly #root = this.attachShadow({ mode: "open" });
  readonly #room = made("div", { className: "room" });
  readonly #common: Common;
  /** Draws the poster's picture, where it is not drawn yet. */
  #picture: (() => void) | null = null;
  #live: LiveLab | null = null;
  #loading: Promise<LiveLab> | null = null;
  #isGone = false;
  #isInSight = true;
  /** Those who wait until the lab is loaded. */
  #arrived: (opened: LiveLab) => void = () => {};
  #destroyed: (reason: Error) => void = () => {};
  readonly #waiting = new Promise<LiveLab>((resolve, reject) => {
    this.#arrived = resolve;
    this.#destroyed = reject;
  });

  constructor() {
    super();
    QuickResumeLab.#shared ??= QuickResumeLab.#make();
    this.#common = QuickResumeLab.#shared;
    this.#root.adoptedStyleSheets = [this.#common.style];
    this.#root.append(this.#room);
    this.#waiting.catch(() => {});
  }

  static #make(): Common {
    const style = new CSSStyleSheet();
    style.replaceSync(POSTER_STYLE + colours);
    return {
      style,
      size: new ResizeObserver((entries) => {
        for (const { target } of entries) {
          const { width, height } = target.getBoundingClientRect();
          (target as QuickResumeLab).#tell("resize", { width, height });
        }
      }),
      sight: new IntersectionObserver((entries) => {
        for (const { target, isIntersecting } of entries) (target as QuickResumeLab).#see(isIntersecting);
      }),
      near: new IntersectionObserver(
        (entries) => {
          for (const { target, isIntersecting } of entries)
            if (isIntersecting) (target as QuickResumeLab).#drawPicture();
        },
        { rootMargin: NEAR },
      ),
    };
  }

  connectedCallback(): void {
    const { size, sight } = this.#common;
    size.observe(this);
    sight.observe(this);
    document.addEventListener("visibilitychange", this.#look);
    if (!this.#live) void this.#draw();
    else void this.#goOn(false);
  }

  disconnectedCallback(): void {
    const { size, sight } = this.#common;
    size.unobserve(this);
    sight.unobserve(this);
    this.#drawLater(null);
    document.removeEventListener("visibilitychange", this.#look);
    // Where it only changes its place, it is back at once.
    queueMicrotask(() => {
      if (!this.isConnected) this.freeze(GONE);
    });
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now || !this.isConnected) return;
    if (!this.#live) void this.#draw();
    else if (OF_THE_RUN.has(name)) void this.#openAnew();
    else this.#restyle();
  }

  load(): Promise<void> {
    return this.#open().then(({ embedded }) => embedded.loaded());
  }

  play(): Promise<void> {
    return this.#open().then(({ embedded }) => embedded.play());
  }

  pause = () => this.#ask((lab) => lab.pause());
  step: LabMethods["step"] = (direction) => this.#ask((lab) => lab.step(direction));
  seek: LabMethods["seek"] = (milliseconds) => this.#ask((lab) => lab.seek(milliseconds));
  act: LabMethods["act"] = (action) => this.#ask((lab) => lab.act(action));
  setScenario: LabMethods["setScenario"] = (scenario) => this.#ask((lab) => lab.setScenario(scenario));
  getScenario = () => this.#ask((lab) => lab.getScenario());
  getReport = () => this.#ask((lab) => lab.getReport());
  exportTrace = () => this.#ask((lab) => lab.exportTrace());
  getShareUrl = () => this.#ask((lab) => lab.getShareUrl());
  reset = () => this.#ask((lab) => lab.reset());

  async destroy(): Promise<void> {
    this.#isGone = true;
    this.disconnectedCallback();
    this.#destroyed(new Error("The lab was destroyed."));
    if (live === this) live = null;
    const opened = this.#live;
    this.#live = null;
    await opened?.destroy();
    this.#room.replaceChildren();
  }

  #parameters(warn = (message: string) => console.warn(message)) {
    return parametersOf((name) => this.getAttribute(name), Object.keys(examples), warn);
  }

  #tell<Name extends keyof LabEvents>(name: Name, detail: LabEvents[Name]): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** Draws the poster. */
  async #draw(): Promise<void> {
    const parameters = this.#parameters();
    const { theme, controls, lesson, accent } = parameters;
    this.#paint(accent);
    const run = made("button", { type: "button", textContent: "Run" });
    run.addEventListener("click", () => void this.load().catch(() => {}));
    const said = made("p", { className: "say" });
    const picture = made("div", { className: "picture" }, run);
    const note = made("p", {
      textContent: "A real computer runs here, in your browser, when you press Run.",
    });
    const poster = made("div", { className: `poster ${controls}${lesson === null ? "" : " lesson"}` });
    poster.dataset.theme = theme;
    this.#room.replaceChildren(poster);
    let failure: unknown = null;
    try {
      const { sentence, picture: shown, lesson: found } = await posterOf(parameters);
      poster.classList.toggle("lesson", !!found);
      said.textContent = sentence;
      if (poster.isConnected) this.#drawLater(() => picture.prepend(drawn(shown)));
    } catch (error) {
      failure = error;
    }
    // All at once: a sentence that comes into its place later pushes the picture down.
    poster.append(said, picture, note);
    if (failure !== null) this.#fail(failure);
  }

  /** A picture is drawn when its reader comes near, or prints the page: of a long page's posters the most are never seen. */
  #drawLater(picture: (() => void) | null): void {
    const { near } = this.#common;
    this.#picture = picture;
    near[picture ? "observe" : "unobserve"](this);
    globalThis[picture ? "addEventListener" : "removeEventListener"]("beforeprint", this.#drawPicture);
  }

  readonly #drawPicture = (): void => {
    this.#picture?.();
    this.#drawLater(null);
  };

  #see(isInSight: boolean): void {
    this.#isInSight = isInSight;
    this.#look();
    // Once it was loaded, its reader says when it goes on.
    if (isInSight && !this.#loading && this.getAttribute("load") === "visible")
      void this.load().catch(() => {});
  }

  /** What went wrong while there is no lab to say it. */
  #fail(error: unknown): void {
    const message = `The lab could not be loaded: ${error instanceof Error ? error.message : error}`;
    const alert = made("p", { textContent: message });
    alert.setAttribute("role", "alert");
    this.#room.querySelector(".poster")?.append(alert);
    this.#tell("error", { message });
  }

  /** Colours that the page's author chose. */
  #paint(accent: string | null): void {
    const { style: room } = this.#room;
    room.setProperty("--accent", accent ?? "");
    room.setProperty("--on-accent", accent ? inkOn(accent) : "");
  }

  #open(): Promise<LiveLab> {
    if (this.#isGone) return Promise.reject(new Error("The lab was destroyed."));
    this.#loading ??= this.#load().catch((error) => {
      this.#loading = null;
      this.#fail(error);
      throw error;
    });
    return this.#loading.then(async (opened) => {
      await this.#goOn(false);
      return opened;
    });
  }

  async #load(): Promise<LiveLab> {
    const run = this.#room.querySelector("button");
    if (run) run.textContent = "Loading";
    const parameters = this.#parameters();
    const [{ openLive, styleOfWidget }, poster] = await Promise.all([
      import("./live.ts"),
      posterOf(parameters),
    ]);
    if (this.#isGone) throw new Error("The lab was destroyed.");
    const root = this.#root;
    if (root.adoptedStyleSheets.length === 1)
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleOfWidget()];
    this.#become();
    const hadFocus = root.activeElement !== null;
    const target = made("div", { className: parameters.controls + (poster.lesson ? " lesson" : "") });
    const opened = openLive({
      target,
      parameters,
      poster,
      tell: (name, detail) => this.#tell(name, detail),
      loader: import.meta.url,
      goOn: () => void this.#goOn(true),
    });
    this.#room.replaceChildren(target);
    this.#live = opened;
    if (hadFocus)
      (target.querySelector("button") ?? target.querySelector("section"))?.focus({ preventScroll: true });
    this.#arrived(opened);
    this.#look();
    return opened;
  }

  /** Whatever was live stands still. */
  #become(): void {
    if (live !== this) live?.freeze();
    live = this;
  }

  /** Stands still with its last picture, until its reader or a method says that it goes on. */
  freeze(why = OTHER): void {
    this.#live?.embedded.freeze(why);
    if (live === this) live = null;
  }

  async #goOn(plays: boolean): Promise<void> {
    if (!this.#live) return;
    this.#become();
    await this.#live.embedded.wake(plays);
  }

  async #openAnew(): Promise<void> {
    const opened = this.#live;
    this.#live = this.#loading = null;
    await opened?.destroy();
    await this.#open().catch(() => {});
  }

  #restyle(): void {
    const parameters = this.#parameters();
    this.#paint(parameters.accent);
    this.#live?.restyle(parameters);
  }

  /** Nobody sees a lab that is scrolled away or in a hidden tab. */
  readonly #look = (): void =>
    this.#live?.embedded.see(this.#isInSight && document.visibilityState === "visible");

  /** Waits for the lab, and asks it. */
  async #ask<Answer>(ask: (embedded: LiveLab["embedded"]) => Promise<Answer>): Promise<Answer> {
    const { embedded } = await this.#waiting;
    this.#become();
    return ask(embedded);
  }
}

export const createLab: CreateLab = (element, { scenario, ...options } = {}) => {
  const lab = document.createElement(NAME);
  for (const [name, value] of Object.entries(options)) {
    if ((PARAMETERS as readonly string[]).includes(name)) lab.setAttribute(name, String(value));
    else
      console.warn(
        `quick-resume-lab: option=${JSON.stringify(name)} is not known; allowed is ${PARAMETERS.join(", ")}.`,
      );
  }
  element.append(lab);
  if (scenario)
    lab.setScenario(scenario).catch(({ message }) => console.warn(`quick-resume-lab: ${message}`));
  return lab;
};

if (globalThis.customElements && !customElements.get(NAME)) customElements.define(NAME, QuickResumeLab);
