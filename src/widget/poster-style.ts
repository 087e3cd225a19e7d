/**
 * What a widget needs before it is loaded: its own place in a stranger's page, the height that it will have, and its poster.
 * Heights are here for both, and for what stands over the picture of a lesson, so that nothing moves when the one takes the place of the other.
 */
export const POSTER_STYLE = `
:host {
  all: initial !important;
  display: block !important;
  contain: layout style !important;
  margin: 1em 0;
}
:host([hidden]) { display: none !important; }
.room { container-type: inline-size; }
.room > * { --height: 559px; }
.room > .none { --height: 475px; }
@container (min-width: 860px) { .room > * { --height: 608px; } .room > .none { --height: 524px; } }
@container (max-width: 689.98px) { .room > * { --height: 546px; } .room > .none { --height: 462px; } }
@container (max-width: 569.98px) { .room > * { --height: 600px; } .room > .none { --height: 516px; } }
@container (max-width: 479.98px) { .room > * { --height: 728px; } .room > .none { --height: 628px; } }
.room > .lesson { --panel: 300px; }
@container (max-width: 569.98px) { .room > .lesson { --panel: 370px; } }
@container (max-width: 479.98px) { .room > .lesson { --panel: 430px; } }
.poster {
  box-sizing: border-box;
  display: flex;
  flex-direction: column;
  max-width: 960px;
  height: calc(var(--height) + var(--panel, 0px));
  margin: 0 auto;
  padding: 10px 12px;
  border: 1px solid var(--edge);
  border-radius: 10px;
  background: var(--paper);
  color: var(--ink);
  font: 400 14px/1.3 "Source Sans 3", system-ui, sans-serif;
  text-align: start;
}
.room [data-theme="auto"] { color-scheme: light dark; }
.poster p { margin: 0; }
.poster .say { font: 500 21px/1.2 "Newsreader", Georgia, "Times New Roman", serif; text-wrap: balance; }
.lesson .say { font-size: 27px; }
.poster .picture { position: relative; flex: 1; min-height: 0; margin: 8px 0; }
.poster svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.poster button {
  position: absolute;
  left: 50%;
  top: 50%;
  transform: translate(-50%, -50%);
  min-width: 150px;
  min-height: 56px;
  padding: 0 22px;
  border: 2px solid var(--paper);
  border-radius: 10px;
  background: var(--accent, var(--press));
  color: var(--on-accent, var(--onpress));
  font: 600 21px/1 "Source Sans 3", system-ui, sans-serif;
  cursor: pointer;
}
.poster button:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.poster [role="alert"] { color: var(--loss); font-weight: 600; }
@media print {
  .room > * { --paper: #fff; --ink: #000; break-inside: avoid; }
  .poster { color-scheme: light !important; }
  .poster button, .picture + p { display: none; }
}
`;
