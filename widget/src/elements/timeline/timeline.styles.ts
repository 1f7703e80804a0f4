import { css } from 'lit'

export const timelineStyles = css`
  :host {
    position: relative;
    display: flex;
    flex: 1;
    min-height: 0;
    --_sides: 16px;
  }
  .scroller {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-width: 0;
    overflow: hidden auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_hairline) transparent;
    container-type: inline-size;
  }
  .scroller:focus-visible {
    outline-offset: -3px;
  }
  .rows {
    width: min(100%, 880px + 2 * var(--_sides));
    margin: auto auto 0;
    padding: 16px var(--_sides) 12px;
  }
  damso-message {
    margin-top: 2px;
    border-radius: var(--_control-radius);
  }
  damso-message.first {
    margin-top: var(--_group-gap);
  }
  damso-message:first-child,
  .day + damso-message,
  .unread + damso-message {
    margin-top: 0;
  }
  .day,
  .unread,
  .notice {
    font: 400 12px/18px var(--_font);
    text-align: center;
    color: var(--_muted);
  }
  .day,
  .unread {
    margin: var(--_day-gap) 0;
  }
  .day button {
    position: relative;
    min-height: 24px;
    margin: -3px 0;
    padding: 0 8px;
    border-radius: 12px;
  }
  .day button::before {
    content: '';
    position: absolute;
    inset: -10px;
  }
  .day button:hover {
    background: var(--_incoming);
  }
  .day:first-child {
    margin-top: 0;
  }
  .day + .unread {
    margin-top: calc(16px - var(--_day-gap));
  }
  .notice {
    margin-top: 4px;
  }
  .notice:first-child,
  damso-message + .notice {
    margin-top: var(--_group-gap);
  }
  .day + .notice {
    margin-top: calc(16px - var(--_day-gap));
  }
  .unread {
    display: flex;
    align-items: center;
    gap: 12px;
  }
  .unread::before,
  .unread::after {
    content: '';
    flex: 1;
    height: 1px;
    background: var(--_hairline);
  }
  .pill {
    position: absolute;
    z-index: 2;
    inset-inline: 0;
    bottom: 8px;
    display: flex;
    align-items: center;
    gap: 8px;
    width: fit-content;
    height: 32px;
    margin: 0 auto;
    padding-inline: 12px 16px;
    border-radius: min(16px, var(--_bubble-radius));
    background: var(--_surface);
    box-shadow:
      0 0 0 1px var(--_hairline),
      var(--_shadow);
    font: 600 13px/20px var(--_font);
    font-variant-numeric: tabular-nums;
  }
  .pill:not(:has(span)) {
    padding: 0 7px;
  }
  .rows:has(.skeleton) {
    margin-top: 0;
  }
  .skeleton {
    display: flex;
    flex-direction: column;
    opacity: 0;
    animation: appear 0s 200ms forwards;
  }
  .skeleton i {
    position: relative;
    width: 50%;
    height: 38px;
    margin-block: 0 32px;
    margin-inline: 36px 0;
    border-radius: var(--_bubble-radius);
    background: var(--_incoming);
  }
  .skeleton .own {
    align-self: flex-end;
    width: 42%;
  }
  .skeleton .near {
    margin-bottom: 2px;
  }
  .skeleton .tall {
    width: 60%;
    height: 60px;
  }
  .skeleton .wide {
    width: 70%;
    height: 60px;
  }
  .skeleton .face::before {
    content: '';
    position: absolute;
    inset-inline-start: -36px;
    bottom: 0;
    width: 28px;
    height: 28px;
    border-radius: 50%;
    background: var(--_incoming);
  }
  @keyframes appear {
    to {
      opacity: 1;
    }
  }
  @media (forced-colors: active) {
    .pill {
      border: 1px solid;
    }
    .unread::before,
    .unread::after {
      background: CanvasText;
    }
  }
`
