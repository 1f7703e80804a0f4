import { css } from 'lit'

export const datePickerStyles = css`
  :host {
    position: absolute;
    z-index: 4;
    inset-inline-end: 12px;
    top: 60px;
    width: 240px;
    max-width: calc(100% - 24px);
    border-radius: var(--_control-radius);
    background: var(--_surface);
    box-shadow:
      0 0 0 1px var(--_hairline),
      var(--_shadow);
  }
  form {
    display: grid;
    gap: 12px;
    padding: 16px;
  }
  label {
    display: grid;
    gap: 8px;
    font: 600 13px/20px var(--_font);
  }
  input {
    width: 100%;
    height: 44px;
    padding: 0 12px;
    border-radius: var(--_control-radius);
    box-shadow: inset 0 0 0 1px var(--_border);
    font: 400 16px/24px var(--_font);
    font-variant-numeric: tabular-nums;
  }
  input:focus-visible {
    outline: 2px solid transparent;
    box-shadow: inset 0 0 0 2px var(--_accent-ink);
  }
  div {
    display: flex;
    justify-content: flex-end;
    gap: 8px;
  }
  [type='submit'] {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  [type='submit']:hover {
    background: var(--_accent);
  }
  @media (pointer: coarse) {
    button {
      min-height: 44px;
      border-radius: calc(var(--_field-radius) + 4px);
    }
  }
  @media (forced-colors: active) {
    :host,
    input {
      border: 1px solid;
    }
  }
`
