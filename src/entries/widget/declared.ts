/** What the package declares of the widget's module: `quick-resume-lab.ts` is that module, and its types are these. */
import type { LabEvents, LabMethods, LabOptions } from "../../widget/api.ts";

export type { Answer } from "../../lessons/judge.ts";
export type {
  GoalTold,
  LabEvents,
  LabMethods,
  LabOptions,
  LabState,
  Predicted,
  StepDirection,
} from "../../widget/api.ts";

/** The element `<quick-resume-lab>`. Its attributes are the parameters by their names. */
export interface LabElement extends HTMLElement, LabMethods {
  addEventListener<Name extends keyof LabEvents>(
    name: Name,
    listener: (event: CustomEvent<LabEvents[Name]>) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    name: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/**
 * Puts a lab into an element of the page, behind what is in it, and gives the lab's element. Options that cannot be what they are
 * are warned of in the console and fall back.
 */
export type CreateLab = (element: Element, options?: LabOptions) => LabElement;

/** The element's class, which is defined where it was not. */
export declare const QuickResumeLab: new () => LabElement;

export declare const createLab: CreateLab;

declare global {
  interface HTMLElementTagNameMap {
    "quick-resume-lab": LabElement;
  }
}
