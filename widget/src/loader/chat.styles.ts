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
    --_hairline: light-dark(#e8e6e1, #2c3132);
    --_edge: 20px;
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
  .probe {
    display: none;
    color: var(--damso-accent);
  }
  .box {
    height: 100%;
    box-sizing: border-box;
    overflow: hidden;
  }
  .box {
    background: light-dark(#ffffff, #1b1e1f);
  }
  p {
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
  :host([mode='inline']) .box {
    border: 1px solid var(--_hairline);
    border-radius: 16px;
  }
  :host([mode='popup']) .box,
  damso-launcher {
    position: fixed;
    z-index: var(--damso-z-index, 2147483000);
    right: calc(var(--_edge) + env(safe-area-inset-right));
    bottom: calc(var(--_edge) + env(safe-area-inset-bottom));
  }
  :host([mode='popup'][position='left']) .box,
  :host([position='left']) damso-launcher {
    right: auto;
    left: calc(var(--_edge) + env(safe-area-inset-left));
  }
  :host([mode='popup']) .box {
    bottom: calc(84px + env(safe-area-inset-bottom));
    width: 384px;
    height: min(640px, 100dvh - 104px);
    border: 1px solid var(--_hairline);
    border-radius: 16px;
    box-shadow: 0 8px 32px #14161729;
    animation: open 160ms ease-out;
  }
  @keyframes open {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    @keyframes open {
      from {
        opacity: 0;
      }
    }
  }
  @media (width < 480px) {
    :host([mode='popup']) .box {
      inset: 0;
      width: auto;
      height: var(--_height, 100dvh);
      border: 0;
      border-radius: 0;
      padding-top: env(safe-area-inset-top);
    }
    .box:not([hidden]) ~ damso-launcher {
      display: none;
    }
  }
`
