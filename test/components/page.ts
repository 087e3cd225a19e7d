import { mount } from "svelte";
import "../../src/view/design/faces.css";
import "../../src/view/design/tokens.css";
import "../../src/view/design/measures.css";
import "../../src/view/design/base.css";
import "../../src/view/design/page.css";
import ComponentsPage from "./ComponentsPage.svelte";

mount(ComponentsPage, { target: document.querySelector("#components")! });
