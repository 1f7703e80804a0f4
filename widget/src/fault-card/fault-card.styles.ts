/** For the chat's own root: an inline chat's card stands inside it. */
export const placeStyles = `
  .root {
    position: relative;
  }
`

/** Measures and colours of look.md. Never over a composer: a popup's stands in the other corner, or on top where there is no room beside the panel. */
export const faultCardStyles = `
  :host {
    box-sizing: border-box;
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid light-dark(#e8e6e1, #2c3132);
    border-radius: 16px;
    background: light-dark(#ffffff, #1b1e1f);
    color: light-dark(#1d2021, #ecedec);
    box-shadow: 0 8px 32px #14161729;
    z-index: var(--damso-z-index, 2147483000);
  }
  :host([data-place='corner']) {
    position: fixed;
    bottom: 20px;
    left: 20px;
    width: 360px;
    max-height: min(520px, 100dvh - 40px);
  }
  :host([data-launcher='left'][data-place='corner']) {
    left: auto;
    right: 20px;
  }
  @media (width < 800px) {
    :host([data-place='corner'][data-launcher]) {
      inset: 12px 12px auto;
      width: auto;
      max-height: 40dvh;
    }
  }
  :host([data-place='inside']) {
    position: absolute;
    z-index: 1;
    inset: 64px 12px auto;
    max-width: 480px;
    /* Header above, and below it a composer of five lines. */
    max-height: max(88px, 100% - 224px);
  }
  section {
    position: relative;
    padding: 16px;
    font: 400 13px/20px var(--damso-font, system-ui, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif);
    word-break: keep-all;
    overflow-wrap: anywhere;
    text-align: start;
  }
  article {
    padding-bottom: 16px;
    border-bottom: 1px solid light-dark(#e8e6e1, #2c3132);
    margin-bottom: 12px;
  }
  [role='alert'] {
    padding-inline-end: 32px;
  }
  strong {
    display: block;
    font-size: 15px;
    line-height: 22px;
    color: light-dark(#b3261e, #f2a9a4);
  }
  strong,
  b,
  h3,
  summary {
    font-weight: 600;
  }
  p {
    margin: 8px 0 0;
  }
  h3 {
    margin: 16px 0 4px;
    font-size: 12px;
    line-height: 18px;
    color: light-dark(#62676a, #a1a7a9);
  }
  summary {
    padding: 6px 0;
    border-radius: 4px;
    cursor: pointer;
  }
  details p:first-of-type {
    margin-top: 0;
  }
  code,
  pre {
    font: 12px/18px ui-monospace, monospace;
    border-radius: 4px;
    background: light-dark(#f0efeb, #282d2f);
  }
  code {
    padding: 1px 4px;
  }
  pre {
    margin: 8px 0;
    padding: 8px 12px;
    border-radius: 8px;
    white-space: pre-wrap;
    user-select: all;
  }
  a {
    display: inline-block;
    margin-top: 8px;
    padding: 4px 0;
    color: light-dark(#23705a, #7ccbb2);
  }
  small {
    font-size: 12px;
    line-height: 18px;
    color: light-dark(#62676a, #a1a7a9);
  }
  button {
    position: absolute;
    top: 2px;
    inset-inline-end: 2px;
    width: 44px;
    height: 44px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: none;
    color: light-dark(#62676a, #a1a7a9);
    font: 400 20px/44px system-ui, sans-serif;
    cursor: pointer;
  }
  :is(button, a, summary):focus-visible {
    outline: 2px solid light-dark(#23705a, #7ccbb2);
    outline-offset: -2px;
  }
  @media (pointer: coarse) {
    summary,
    a {
      padding: 12px 0;
    }
  }
`
