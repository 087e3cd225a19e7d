declare module "virtual:languages" {
  export const LANGUAGES: readonly import("./languages.ts").Language[];
}
