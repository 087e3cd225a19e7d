/** What is wrong with a hand-in, as data: whoever shows it has the words. Texts in it are quoted already. */
export type Problem =
  | { readonly kind: "changed" }
  | { readonly kind: "version" }
  /** A prediction is counted from 1; null is the challenge. */
  | { readonly kind: "number"; readonly place: number | null; readonly number: string }
  | { readonly kind: "noAnswer"; readonly place: number }
  | { readonly kind: "claim"; readonly place: number; readonly saidRight: boolean }
  | { readonly kind: "sight"; readonly place: number; readonly saidRight: boolean }
  | { readonly kind: "truth"; readonly place: number; readonly said: string; readonly is: string }
  | { readonly kind: "noRun"; readonly reason: string }
  | { readonly kind: "conditions"; readonly paths: readonly string[] }
  | { readonly kind: "goalMissed"; readonly goal: string }
  | { readonly kind: "goalsUnsaid"; readonly goals: readonly string[] }
  | { readonly kind: "hash"; readonly said: string; readonly is: string };
