import { css } from 'lit'

export const roomListStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    background: var(--_surface);
  }
  h2 {
    flex: 1;
  }
  h2 ::slotted(*) {
    max-height: 40px;
    vertical-align: middle;
  }
  input {
    flex: 1;
    min-width: 0;
    height: 36px;
    padding: 0 13px;
    border-radius: var(--_field-radius);
    box-shadow: inset 0 0 0 1px var(--_border);
    font-size: 16px;
  }
  input:focus {
    outline: 2px solid transparent;
    box-shadow: inset 0 0 0 2px var(--_accent-ink);
  }
  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .rows {
    flex: 1;
    min-height: 0;
    padding: 4px 8px;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_hairline) transparent;
  }
  .row {
    display: grid;
    grid-template-columns: var(--_row-face) minmax(0, 1fr) auto;
    grid-template-areas: 'face name time' 'face preview count';
    align-content: center;
    column-gap: 12px;
    width: 100%;
    height: var(--_row);
    padding: 0 8px;
    border-radius: var(--_control-radius);
    text-align: start;
  }
  .row:hover,
  .row[aria-current] {
    background: var(--_incoming);
  }
  .row:focus-visible {
    outline-offset: -2px;
  }
  .other {
    display: flex;
    align-items: center;
    gap: 12px;
    width: 100%;
    min-height: 44px;
    padding: 0 8px;
    border-radius: var(--_control-radius);
    text-align: start;
  }
  .other svg {
    width: var(--_row-face);
    color: var(--_muted);
  }
  .other:hover {
    background: var(--_incoming);
  }
  .other:focus-visible {
    outline-offset: -2px;
  }
  .none {
    margin: 24px 8px;
    text-align: center;
  }
  damso-avatar {
    --_size: var(--_row-face);
    grid-area: face;
    align-self: center;
  }
  .name {
    grid-area: name;
    display: flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
    font: 600 15px/22px var(--_font);
  }
  .name > span,
  .preview {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .name i {
    color: var(--_muted);
  }
  .name:nth-child(2):last-child {
    grid-row: 1 / 3;
  }
  time {
    grid-area: time;
    justify-self: end;
    font: 400 12px/22px var(--_font);
    font-variant-numeric: tabular-nums;
    color: var(--_muted);
  }
  .preview {
    grid-area: preview;
    grid-column-end: span 2;
    font: 400 13px/20px var(--_font);
    color: var(--_muted);
  }
  .preview:has(+ .count) {
    grid-column-end: span 1;
  }
  .unread .preview {
    color: var(--_text);
  }
  .count {
    grid-area: count;
    justify-self: end;
    align-self: center;
    min-width: 18px;
    height: 18px;
    padding: 0 5px;
    border-radius: 9px;
    background: var(--_accent);
    color: var(--_on-accent);
    font: 600 12px/18px var(--_font);
    font-variant-numeric: tabular-nums;
    text-align: center;
  }
  .muted .count {
    background: var(--_incoming);
    color: var(--_muted);
  }
  .skeleton {
    opacity: 0;
    animation: appear 0s 200ms forwards;
  }
  .skeleton i {
    display: block;
    height: 40px;
    margin: 12px 8px 24px;
    border-radius: var(--_control-radius);
    background: var(--_incoming);
  }
  @keyframes appear {
    to {
      opacity: 1;
    }
  }
  @container (min-width: 720px) {
    :host {
      background: var(--_canvas);
    }
  }
  @media (forced-colors: active) {
    .count,
    input {
      border: 1px solid;
    }
    .row[aria-current] {
      outline: 2px solid;
      outline-offset: -2px;
    }
  }
`
