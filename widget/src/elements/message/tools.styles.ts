import { css } from 'lit'
import { floating } from '../../styles/base.ts'

/** The buttons beside a bubble, and what they open. */
export const toolsStyles = css`
  .tools {
    position: absolute;
    z-index: 1;
    inset-inline-start: calc(100% + 6px);
    bottom: 3px;
    display: none;
    border-radius: var(--_control-radius);
    background: var(--_surface);
    box-shadow: 0 0 0 1px var(--_hairline);
    color: var(--_muted);
  }
  .own .tools {
    inset-inline: auto calc(100% + 6px);
  }
  .tools.over {
    inset-inline: auto 8px;
    bottom: calc(100% - 8px);
  }
  .own .tools.over {
    inset-inline: 8px auto;
  }
  .tools[data-open] {
    display: flex;
    z-index: 2;
  }
  :host(:focus-within) .tools,
  :host(:focus-visible) .tools {
    display: flex;
  }
  @media (hover: hover) {
    :host(:hover) .tools {
      display: flex;
    }
  }
  .tools.bare {
    inset-inline: auto 0;
    bottom: 0;
    box-shadow: none;
  }
  .tool {
    display: grid;
    place-items: center;
    width: 32px;
    height: 32px;
    border-radius: var(--_control-radius);
  }
  .tool:hover,
  .tool[aria-expanded='true'] {
    background: var(--_incoming);
    color: var(--_text);
  }
  .tool:focus-visible {
    outline-offset: -2px;
  }
  .sheet {
    position: absolute;
    z-index: 3;
    inset-inline-start: 0;
    top: calc(100% + 4px);
    ${floating}
    color: var(--_text);
  }
  .own .sheet {
    inset-inline: auto 0;
  }
  .own .over .sheet {
    inset-inline: auto auto;
  }
  .sheet.up {
    top: auto;
    bottom: calc(100% + 4px);
  }
  .menu {
    width: 136px;
  }
  .menu button {
    display: flex;
    align-items: center;
    gap: 12px;
    width: 100%;
    height: 36px;
    padding: 0 12px;
    border-radius: 8px;
    font-size: 15px;
  }
  .menu svg {
    color: var(--_muted);
  }
  .menu button:hover,
  .menu button:focus-visible,
  .emoji button:hover {
    background: var(--_incoming);
  }
  .menu button:focus-visible,
  .emoji button:focus-visible {
    outline-offset: -2px;
  }
  .menu .danger,
  .menu .danger svg {
    color: var(--_danger);
  }
  .sheet.emoji {
    inset-inline-start: var(--_edge);
    display: flex;
    flex-wrap: wrap;
    max-width: min(8 * 36px + 8px, 100cqw - 32px - var(--_edge));
  }
  .sheet.emoji.up.over {
    bottom: calc(100% + 28px);
  }
  .own .sheet.emoji {
    inset-inline: auto 0;
  }
  .more {
    display: grid;
    place-items: center;
    color: var(--_muted);
  }
  .emoji button {
    width: 36px;
    height: 36px;
    border-radius: 8px;
    font-size: 20px;
    line-height: 36px;
  }
  @media (pointer: coarse) {
    .menu {
      width: 176px;
    }
    .menu button {
      height: 44px;
    }
    .sheet.emoji {
      max-width: min(7 * 44px + 8px, 100cqw - 32px - var(--_edge));
    }
    .emoji button,
    .tool {
      width: 44px;
      height: 44px;
    }
  }
  @media (forced-colors: active) {
    .tools,
    .sheet {
      border: 1px solid;
    }
  }
`
