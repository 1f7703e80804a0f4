import { css } from 'lit'

export const reactionsStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .chip {
    position: relative;
    height: 24px;
    padding: 0 8px;
    border: 1px solid var(--_hairline);
    border-radius: min(12px, var(--_bubble-radius));
    background: var(--_surface);
    font: 400 13px/22px var(--_font);
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .chip span {
    font-size: 12px;
  }
  .chip[aria-disabled='true'] {
    cursor: default;
  }
  .chip[aria-pressed='true'] {
    border-color: var(--_own);
    background: var(--_own);
    color: var(--_own-text);
  }
  .tip {
    position: absolute;
    z-index: 2;
    inset-inline-start: 0;
    bottom: calc(100% + 4px);
    width: max-content;
    max-width: min(280px, 76cqw);
    padding: 4px 10px;
    border-radius: var(--_control-radius);
    background: var(--_surface);
    box-shadow:
      0 0 0 1px var(--_hairline),
      var(--_shadow);
    font: 400 12px/18px var(--_font);
    color: var(--_text);
  }
  :host([end]) .tip {
    inset-inline: auto 0;
  }
  @media (forced-colors: active) {
    .chip[aria-pressed='true'] {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
    }
    .tip {
      border: 1px solid;
    }
  }
  @media (pointer: coarse) {
    .chip {
      user-select: none;
      -webkit-touch-callout: none;
    }
  }
`
