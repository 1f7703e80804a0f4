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
  :host([hidden]) {
    display: none;
  }
  .root {
    all: initial;
    display: block;
    height: 100%;
    color-scheme: inherit;
    /* WCAG luminance: below 0.18 white can be read on it, above it black, each at 4.5:1. Without an accent this is nothing. */
    --_light: clamp(0, (0.18 - 0.2126 * r - 0.7152 * g - 0.0722 * b) * 1e6, 1);
    --_damso-on-accent: color(from var(--damso-accent) srgb-linear var(--_light) var(--_light) var(--_light));
    --_hairline: light-dark(#e8e6e1, #2c3132);
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
    background: light-dark(#ffffff, #1b1e1f);
  }
  p,
  details {
    margin: 0;
    padding: 24px;
    font: 400 15px/22px var(--damso-font, system-ui, sans-serif);
    text-align: center;
    color: light-dark(#1d2021, #ecedec);
  }
  .box[hidden],
  damso-launcher[hidden] {
    display: none;
  }
  details,
  :host([mode='popup']) .box,
  damso-launcher {
    position: fixed;
    z-index: var(--damso-z-index, 2147483000);
    right: calc(20px + env(safe-area-inset-right));
    bottom: calc(20px + env(safe-area-inset-bottom));
  }
  :host([mode='popup'][position='left']) .box,
  :host([position='left']) damso-launcher {
    right: auto;
    left: calc(20px + env(safe-area-inset-left));
  }
  details {
    inset: 20px 20px auto;
    border: 1px solid var(--_hairline);
  }
`
