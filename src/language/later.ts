/** The words of what is loaded after the first view: they come with it, and are there before it begins. */
import { languageHere } from "./languages.ts";
import { addMessages } from "./words.ts";

addMessages((await languageHere().later()).default);
