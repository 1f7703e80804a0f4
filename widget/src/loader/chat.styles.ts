import { launcherTokens } from '../styles/tokens.ts'

/** The host element: where launcher and panel stand in a page. Measures of look.md. */
export const chatStyles = `
  :host([mode='inline']) {
    display: block;
    height: 560px;
  }
  :host([mode='page']) {
    display: block;
    height: 100dvh;
  }
  /* No box of its own, so that nothing that a page does to the element moves, clips or filters the popup. */
  :host([mode='popup']),
  :host([mode='popup']) .root {
    display: contents !important;
    zoom: 1 !important;
  }
  :host([hidden]) {
    display: none !important;
  }
  .root {
    all: initial;
    display: block;
    height: 100%;
    user-select: text;
    color-scheme: inherit;
    ${launcherTokens}
  }
  .root[data-theme='light'] {
    color-scheme: light;
  }
  .root[data-theme='dark'] {
    color-scheme: dark;
  }
  .root[data-theme='system'] {
    color-scheme: light dark;
  }
  .box {
    height: 100%;
    overflow: hidden;
  }
  .box,
  details {
    box-sizing: border-box;
    background: var(--_surface);
  }
  p,
  details {
    margin: 0;
    padding: 24px;
    font: 400 15px/22px var(--_font);
    text-align: center;
    color: var(--_text);
  }
  .box[hidden],
  button[hidden] {
    display: none;
  }
  details,
  :host([mode='popup']) .box,
  button {
    position: fixed;
    z-index: var(--damso-z-index, 2147483000);
    right: calc(var(--_x) + env(safe-area-inset-right));
    bottom: calc(var(--_y) + env(safe-area-inset-bottom));
  }
  /* What it says where the panel does not come: the measures of the panel are not there either. */
  :host([mode='popup']) .box:has(p) {
    bottom: 84px;
    width: auto;
    height: auto;
    border: 1px solid var(--_hairline);
    border-radius: 16px;
  }
  :host([mode='popup'][position='left']) .box,
  :host([position='left']) button {
    right: auto;
    left: calc(var(--_x) + env(safe-area-inset-left));
  }
  details {
    inset: 20px 20px auto;
    border: 1px solid var(--_hairline);
    overflow: auto;
  }
`
