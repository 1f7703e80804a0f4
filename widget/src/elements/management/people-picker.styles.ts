import { css } from 'lit'

export const peoplePickerStyles = css`
  :host {
    display: block;
  }
  .picked {
    display: flex;
    flex-wrap: wrap;
    gap: 12px 8px;
    margin: 12px 0 6px;
  }
  .picked button {
    position: relative;
    display: flex;
    align-items: center;
    gap: 4px;
    max-width: 100%;
    min-height: 32px;
    padding-inline: 12px 8px;
    border-radius: min(16px, var(--_field-radius));
    background: var(--_own);
    color: var(--_own-text);
    font: 400 13px/20px var(--_font);
  }
  .picked button::after {
    content: '';
    position: absolute;
    inset: -6px 0;
  }
  .picked span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .picked svg {
    flex: none;
    width: 16px;
    height: 16px;
  }
  .people {
    margin-top: 8px;
  }
  .choice {
    min-height: 56px;
    padding: 0 8px;
    margin: 0 -8px;
    border-radius: var(--_control-radius);
  }
  .choice:hover:not([data-present]) {
    background: var(--_incoming);
  }
  .choice:has(:focus-visible) {
    outline: 2px solid var(--_accent-ink);
    outline-offset: -2px;
  }
  .choice input:focus-visible {
    outline: none;
  }
  .choice[data-present] {
    cursor: default;
  }
  .choice > span > span {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .hint {
    margin: 8px 0;
    font: 400 13px/20px var(--_font);
    color: var(--_muted);
  }
`
