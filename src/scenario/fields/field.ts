/** What a field of a scenario is called, what it means and where it is interesting. Its limits and its default are the schema's. */
export interface Field {
  /** Its place in a scenario, such as `link.latencyMs`; a guest's settings are `guest.settings.NAME`. */
  readonly path: string;
  readonly label: string;
  /** What stands beside its unit where there is little room: a part of the label. */
  readonly short?: string;
  /** What its number is followed by; empty for words, texts and bare numbers. */
  readonly unit: string;
  /** What it does, in one sentence. */
  readonly sentence: string;
  /** What the value is multiplied by where it is shown: a probability is read in percent. */
  readonly times?: number;
  /** The interesting range; null for words and texts. */
  readonly slider: Slider | null;
  /** What stands in an empty field; a field without this cannot be empty. */
  readonly empty?: string;
  /** What its words are called, where that is not the word itself. */
  readonly words?: Readonly<Record<string, string>>;
}

/** The part of a field's limits in which every value is worth trying, and how a slider goes through it. */
export interface Slider {
  readonly from: number;
  /** Null where the limit itself is the end, which may depend on other fields. */
  readonly to: number | null;
  /** How values lie on the track: a power below 1 gives small values more room. */
  readonly scale: "linear" | "log" | { readonly power: number };
  /** What values are rounded to: a step, steps that grow from a value on, two digits, or powers of two. */
  readonly step:
    | number
    | { readonly below: number; readonly step: number; readonly above: number }
    | "twoDigits"
    | "powerOfTwo";
}
