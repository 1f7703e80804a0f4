import { css } from 'lit'
import { floating } from '../../styles/base.ts'

export const composerStyles = css`
  :host {
    display: block;
  }
  .field {
    position: relative;
    display: grid;
    border-radius: var(--_field-radius);
    font: 400 16px/24px var(--_font);
    box-shadow: inset 0 0 0 1px var(--_border);
  }
  .field:focus-within {
    box-shadow: inset 0 0 0 2px var(--_accent-ink);
  }
  /* Grows with its text: a copy of the text in the same cell gives the height. */
  .field::after {
    content: attr(data-text);
    visibility: hidden;
  }
  .field::after,
  textarea {
    grid-area: 1 / 1;
    min-width: 0;
    /* On a low screen, such as one at 400 %, the room is still to be seen. */
    max-height: min(132px, 30dvh);
    /* In place of padding: a text that is scrolled ends before the field's own border. */
    border: solid transparent;
    border-width: 6px 0;
    padding: 0 40px 0 13px;
    border-radius: var(--_field-radius);
    overflow: hidden;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  textarea {
    width: 100%;
    height: 100%;
    overflow-y: auto;
    resize: none;
    scrollbar-width: none;
  }
  /* Forced colours draw no shadow, and show this. */
  textarea:focus-visible {
    outline: 2px solid transparent;
  }
  /* Not logical: a text's own direction is no matter to where the button stands. */
  :host(:dir(rtl)) textarea {
    padding: 0 13px 0 40px;
  }
  textarea:placeholder-shown {
    direction: inherit;
  }
  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  ul {
    max-height: min(228px, 40dvh);
    margin: 0 0 8px;
    ${floating}
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    list-style: none;
  }
  li {
    display: flex;
    align-items: center;
    gap: 8px;
    height: 44px;
    padding: 0 8px;
    border-radius: 8px;
    cursor: pointer;
  }
  li[aria-selected='true'] {
    background: var(--_incoming);
  }
  li damso-avatar {
    --_size: 28px;
  }
  li span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .send {
    position: absolute;
    inset-inline-end: 4px;
    bottom: 4px;
    display: grid;
    place-items: center;
    width: 28px;
    height: 28px;
    border-radius: max(4px, var(--_field-radius) - 4px);
    color: var(--_muted);
  }
  .send::before {
    content: '';
    position: absolute;
    inset: -8px;
  }
  .send[data-ready] {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .banner {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-bottom: 8px;
    padding-inline-start: 12px;
  }
  .banner div {
    display: grid;
    flex: 1;
    min-width: 0;
    padding-inline-start: 8px;
    border-inline-start: 2px solid var(--_border);
    color: var(--_muted);
  }
  .banner strong {
    font: 600 12px/18px var(--_font);
  }
  .banner span {
    overflow: hidden;
    font: 400 13px/20px var(--_font);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .banner button {
    display: grid;
    flex: none;
    place-items: center;
    width: 32px;
    height: 32px;
    border-radius: 8px;
    color: var(--_muted);
  }
  .fault {
    margin: 0 12px 8px;
    font: 400 12px/18px var(--_font);
    color: var(--_danger);
  }
  @media (forced-colors: active) {
    .field,
    ul {
      border: 1px solid;
    }
    textarea {
      border-color: Canvas;
    }
  }
`
