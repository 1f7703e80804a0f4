import { css } from 'lit'

export const memberListStyles = css`
  :host {
    display: block;
  }
  .text {
    margin: 4px 0 8px;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 56px;
  }
  .name {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .name small {
    margin-inline-start: 6px;
  }
  small,
  .hint {
    font: 400 13px/20px var(--_font);
    color: var(--_muted);
  }
  .role {
    flex: none;
  }
  .menu-anchor {
    margin-inline-end: -12px;
  }
  /* As wide as the menus of the others, so that roles stand in one line. */
  .empty-end {
    flex: none;
    width: 32px;
  }
  .menu[data-up] {
    top: auto;
    bottom: 44px;
  }
  .menu {
    z-index: 1;
    width: max-content;
    min-width: 168px;
  }
  .menu hr {
    height: 1px;
    margin: 4px 12px;
    border: 0;
    background: var(--_hairline);
  }
  [role='menuitemradio'] {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
  }
  [role='menuitemradio'][aria-checked='true']::after {
    content: '';
    width: 6px;
    height: 10px;
    margin-block: -3px 0;
    margin-inline: 0 3px;
    border: solid var(--_accent-ink);
    border-width: 0 2px 2px 0;
    rotate: 45deg;
  }
  .hint {
    margin: 8px 0;
  }
`
