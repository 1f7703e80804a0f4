import { css } from 'lit'

/** A screen over the room or the list: a heading, what scrolls, and at the foot what it is for. */
export const screen = css`
  :host {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    background: var(--_surface);
  }
  .back {
    margin-inline: -8px 0;
    color: var(--_text);
  }
  h2 {
    flex: 1;
  }
  .body {
    flex: 1;
    min-height: 0;
    padding: 16px max(16px, calc(50% - 320px));
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_hairline) transparent;
  }
  .submit {
    flex: none;
    padding: 8px 16px;
    padding-bottom: max(8px, env(safe-area-inset-bottom));
    border-top: 1px solid var(--_hairline);
  }
  .submit .fault {
    margin-bottom: 8px;
    text-align: center;
  }
  .filled {
    display: block;
    width: 100%;
    max-width: 640px;
    min-height: 44px;
    margin: 0 auto;
    padding: 0 16px;
    border-radius: calc(var(--_field-radius) + 4px);
    background: var(--_accent);
    color: var(--_on-accent);
    font: 600 15px/22px var(--_font);
  }
  .filled[aria-disabled='true'] {
    background: var(--_incoming);
    color: var(--_muted);
    cursor: default;
  }
  @container (min-width: 720px) {
    header {
      padding-inline: 24px 12px;
    }
    .body {
      padding-inline: max(24px, calc(50% - 320px));
    }
    .submit {
      padding-inline: 24px;
    }
  }
  @media (forced-colors: active) {
    .filled {
      border: 1px solid;
    }
  }
`

/** Fields of a form, 44 px to touch. */
export const fields = css`
  fieldset {
    margin: 0 0 24px;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  legend,
  .label {
    display: block;
    padding: 0;
    margin-bottom: 4px;
    font: 600 13px/20px var(--_font);
    color: var(--_muted);
  }
  .text,
  select {
    width: 100%;
    height: 44px;
    padding: 0 13px;
    border-radius: min(12px, var(--_field-radius));
    box-shadow: inset 0 0 0 1px var(--_border);
    font: 400 16px/24px var(--_font);
  }
  .text:focus,
  select:focus {
    outline: 2px solid transparent;
    box-shadow: inset 0 0 0 2px var(--_accent-ink);
  }
  .text[aria-invalid='true'] {
    box-shadow: inset 0 0 0 2px var(--_danger);
  }
  .fault {
    margin: 4px 0 0;
    font: 400 13px/20px var(--_font);
    color: var(--_danger);
  }
  .text::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .select {
    position: relative;
  }
  .select svg {
    position: absolute;
    inset-inline-end: 12px;
    top: 12px;
    color: var(--_muted);
    pointer-events: none;
  }
  select {
    appearance: none;
    margin: 0;
    border: 0;
    background: var(--_surface);
    color: inherit;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 44px;
    cursor: pointer;
  }
  .choice > span {
    flex: 1;
    min-width: 0;
  }
  .choice small {
    display: block;
    font: 400 13px/20px var(--_font);
    color: var(--_muted);
  }
  input[type='radio'],
  input[type='checkbox'] {
    display: grid;
    flex: none;
    place-items: center;
    width: 20px;
    height: 20px;
    border-radius: 50%;
    box-shadow: inset 0 0 0 1px var(--_border);
    cursor: inherit;
  }
  input[type='checkbox'] {
    border-radius: 6px;
  }
  input[type='radio']:checked {
    box-shadow: inset 0 0 0 6px var(--_accent-ink);
  }
  input[type='checkbox']:checked {
    background: var(--_accent-ink);
    box-shadow: none;
  }
  input[type='checkbox']:checked::after {
    content: '';
    width: 6px;
    height: 10px;
    margin-top: -2px;
    border: solid var(--_surface);
    border-width: 0 2px 2px 0;
    rotate: 45deg;
  }
  input:disabled {
    opacity: 0.4;
  }
  input[role='switch'] {
    justify-items: start;
    width: 40px;
    height: 24px;
    padding: 0 3px;
    border-radius: 12px;
  }
  input[role='switch']::after,
  input[role='switch']:checked::after {
    content: '';
    width: 18px;
    height: 18px;
    margin: 0;
    border: 0;
    border-radius: 50%;
    background: var(--_border);
    rotate: none;
  }
  input[role='switch']:checked {
    justify-items: end;
  }
  input[role='switch']:checked::after {
    background: var(--_surface);
  }
  @media (forced-colors: active) {
    input[type='radio'],
    input[type='checkbox'],
    select {
      appearance: auto;
    }
    .select svg {
      display: none;
    }
    .text,
    select {
      border: 1px solid;
    }
  }
`
