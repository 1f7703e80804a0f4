import { css } from 'lit'

/** What every element of ours stands on: nothing inherited from the page but direction and colour scheme. */
export const base = css`
  :host {
    font: 400 15px / 22px var(--_font);
    color: var(--_text);
    word-break: keep-all;
    overflow-wrap: anywhere;
    -webkit-text-size-adjust: 100%;
  }
  /* Korean keeps its words whole; Japanese has no spaces to break at. */
  :host(:lang(ja)) {
    word-break: normal;
    word-break: auto-phrase;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  button,
  textarea,
  input {
    appearance: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  button {
    cursor: pointer;
    touch-action: manipulation;
  }
  button:disabled {
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--_accent-ink);
    outline-offset: 2px;
  }
  svg {
    display: block;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .way:dir(rtl) {
    transform: scaleX(-1);
  }
  .quiet {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    svg {
      stroke: CanvasText;
    }
  }
`

/** Buttons of a header: 44 px to touch, an icon of 20. And the one outlined button of an empty screen. */
export const controls = css`
  .icon {
    display: grid;
    flex: none;
    place-items: center;
    width: 44px;
    height: 44px;
    border-radius: var(--_control-radius);
    color: var(--_muted);
  }
  .icon:hover {
    color: var(--_text);
  }
  .icon:focus-visible {
    outline-offset: -4px;
  }
  .outlined {
    min-height: 36px;
    padding: 6px 15px;
    border: 1px solid var(--_border);
    border-radius: var(--_field-radius);
    font: 600 13px/20px var(--_font);
  }
  .outlined:hover {
    background: var(--_incoming);
  }
`

/** A heading with a hairline under it. */
export const heading = css`
  header {
    display: flex;
    flex: none;
    align-items: center;
    height: var(--_header);
    border-bottom: 1px solid var(--_hairline);
    padding-inline: 16px 4px;
  }
  h2 {
    margin: 0;
    font: 600 17px/24px var(--_font);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  h2:focus-visible {
    border-radius: 6px;
  }
`

/** One sentence in the middle of an empty place, and one action. */
export const emptiness = css`
  .empty {
    display: flex;
    flex: 1;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 12px;
    padding: 24px;
    text-align: center;
    text-wrap: pretty;
  }
  .empty strong {
    font-weight: 600;
  }
  .empty small {
    margin-top: -8px;
    font-size: 13px;
    line-height: 20px;
    color: var(--_muted);
  }
`

/** One line over the width: what is so, or below the content what did not work. */
export const strips = css`
  .strip {
    flex: none;
    height: 32px;
    margin: 0;
    border-bottom: 1px solid var(--_hairline);
    background: var(--_canvas);
    font: 400 12px/31px var(--_font);
    text-align: center;
    color: var(--_muted);
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .strip.below {
    border-block: 1px solid var(--_hairline);
    border-bottom: 0;
    color: var(--_danger);
  }
`

/** Declarations of what lies over a room: menus, sheets, lists to choose from. */
export const floating = css`
  padding: 4px;
  border-radius: var(--_control-radius);
  background: var(--_surface);
  box-shadow:
    0 0 0 1px var(--_hairline),
    var(--_shadow);
`

/** A menu that hangs from its button. */
export const menus = css`
  .menu-anchor {
    position: relative;
  }
  .menu {
    position: absolute;
    inset-inline-end: 4px;
    top: 44px;
    min-width: 136px;
    ${floating}
  }
  .menu button {
    width: 100%;
    height: 40px;
    padding: 0 12px;
    border-radius: 8px;
    text-align: start;
  }
  .menu button:hover {
    background: var(--_incoming);
  }
  @media (pointer: coarse) {
    .menu button {
      height: 44px;
    }
  }
  .menu button:focus-visible {
    outline-offset: -2px;
  }
  .menu .danger {
    color: var(--_danger);
  }
  @media (forced-colors: active) {
    .menu {
      border: 1px solid;
    }
  }
`
