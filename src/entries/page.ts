/** Where the page begins: it chooses the language and loads its words, while the browser loads the lab, which then begins. */
import { speakIn } from "../language/languages.ts";
import { showLanguage, wantedLanguage } from "./page-language.ts";

const language = wantedLanguage();
showLanguage(language);
await speakIn(language);
await import("./app.ts");
