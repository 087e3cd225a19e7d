/**
 * Keeps the catalogues of `languages` in step with the sources: `npm run -s messages`. With `--check` it changes nothing.
 * Says for each language how much is there, and with exit code 1 what is wrong or missing.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { catalogueFile, languageFolders, SOURCE_LANGUAGE, translationsOf } from "../language/catalogue.ts";
import { faultsOf } from "../language/faults.ts";
import { sourcesOf } from "../language/sources.ts";
import { updated, usedIn } from "../language/update.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const isCheck = process.argv.includes("--check");
const sources = sourcesOf(ROOT);
let wrong = 0;

for (const { locale } of languageFolders(ROOT)) {
  if (locale === SOURCE_LANGUAGE) continue;
  const file = catalogueFile(ROOT, locale);
  const text = updated(ROOT, locale, sources);
  if (isCheck) {
    if (readFileSync(file, "utf8") !== text) process.stdout.write(`${locale}: run npm run -s messages\n`);
  } else writeFileSync(file, text);
  const faults = faultsOf(locale, translationsOf(ROOT, locale), sources);
  for (const fault of faults) process.stdout.write(`${locale}: ${fault}\n`);
  process.stdout.write(`${locale}: ${usedIn(sources).size} messages, ${faults.length} faults\n`);
  wrong += faults.length;
}
process.exitCode = wrong > 0 ? 1 : 0;
