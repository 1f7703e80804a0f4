/** The one button of the host's shadow root. */
export const launcherStyles = `
  button {
    appearance: none;
    display: grid;
    place-items: center;
    width: var(--_launcher);
    height: var(--_launcher);
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
    cursor: pointer;
    touch-action: manipulation;
  }
  button:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  svg {
    width: 24px;
    height: 24px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  span {
    position: absolute;
    top: 6px;
    left: calc(100% - 6px);
    box-sizing: border-box;
    min-width: 22px;
    height: 22px;
    padding: 0 5px;
    border: 2px solid var(--_accent);
    border-radius: 11px;
    background: var(--_on-accent);
    color: var(--_accent);
    font: 600 12px/18px var(--_font);
    font-variant-numeric: tabular-nums;
    text-align: center;
    direction: ltr;
    translate: -50% -50%;
  }
  span:empty {
    display: none;
  }
  @media (forced-colors: active) {
    button, span {
      border: 1px solid;
    }
  }
`
