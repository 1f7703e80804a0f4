import { css } from 'lit'

export const messageStyles = css`
  :host {
    display: block;
    --_edge: 0px;
  }
  :host([faces]) {
    --_edge: 36px;
  }
  .row {
    position: relative;
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    padding-inline-start: var(--_edge);
  }
  .row.own {
    align-items: flex-end;
    padding-inline-start: 0;
  }
  .name {
    max-width: min(76cqw, 520px);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    margin: 0 var(--_bubble-x) 2px;
    font: 600 13px/20px var(--_font);
    color: var(--_muted);
  }
  .line {
    position: relative;
    display: flex;
    align-items: flex-end;
    max-width: min(76cqw, 520px);
  }
  damso-avatar {
    --_size: 28px;
    position: absolute;
    inset-inline-start: -36px;
    bottom: 0;
  }
  .bubble {
    min-width: 0;
    padding: var(--_bubble-y) var(--_bubble-x);
    border-radius: var(--_bubble-radius);
    background: var(--_incoming);
    text-wrap: pretty;
  }
  .last .bubble {
    border-end-start-radius: min(6px, var(--_bubble-radius));
  }
  .own .bubble {
    background: var(--_own);
    color: var(--_own-text);
  }
  .own.last .bubble {
    border-end-start-radius: var(--_bubble-radius);
    border-end-end-radius: min(6px, var(--_bubble-radius));
  }
  .failed .bubble {
    background: var(--_incoming);
    color: var(--_muted);
  }
  .deleted .bubble {
    padding: calc(var(--_bubble-y) - 1px) calc(var(--_bubble-x) - 1px);
    border: 1px solid var(--_hairline);
    background: none;
    color: var(--_muted);
  }
  .text {
    white-space: pre-wrap;
    unicode-bidi: isolate;
  }
  .mention {
    font-weight: 600;
  }
  .mention.own {
    padding: 0 3px;
    border-radius: 4px;
    background: var(--_own);
    color: var(--_own-text);
  }
  code {
    padding: 1px 4px;
    border-radius: 4px;
    background: color-mix(in srgb, currentcolor 8%, transparent);
    font: 400 13px/20px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
    unicode-bidi: isolate;
  }
  pre {
    margin: 6px 0;
    padding: 8px;
    border-radius: 8px;
    background: color-mix(in srgb, currentcolor 8%, transparent);
    overflow-x: auto;
    overscroll-behavior-x: contain;
    scrollbar-width: thin;
    direction: ltr;
    text-align: left;
  }
  pre:first-child {
    margin-top: 2px;
  }
  pre:last-child {
    margin-bottom: 2px;
  }
  pre code {
    padding: 0;
    background: none;
    white-space: pre;
    word-break: normal;
  }
  a {
    unicode-bidi: isolate;
    color: var(--_accent-ink);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
    border-radius: 2px;
  }
  .own a {
    color: var(--_own-link);
  }
  .text.folded {
    max-height: 264px;
    overflow: hidden;
    mask-image: linear-gradient(#000 calc(100% - 44px), #0003);
  }
  .fold {
    min-height: 24px;
    margin: 4px 0 -2px;
    font: 600 13px/20px var(--_font);
    color: inherit;
  }
  .fold::before {
    content: '';
    position: absolute;
    inset-inline: 0;
    bottom: 0;
    height: 36px;
  }
  .quote {
    display: grid;
    max-width: 100%;
    margin: 2px 0 6px;
    padding-inline-start: 8px;
    border-inline-start: 2px solid var(--_border);
    text-align: start;
    color: var(--_muted);
  }
  .own .quote {
    border-color: var(--_own-meta);
    color: var(--_own-meta);
  }
  .quote strong {
    font: 600 12px/18px var(--_font);
  }
  .quote span {
    overflow: hidden;
    font: 400 13px/20px var(--_font);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .ring {
    position: absolute;
    inset-inline-end: calc(100% + 8px);
    bottom: calc(var(--_bubble-y) + 5px);
    width: 12px;
    height: 12px;
    border: 1.5px solid var(--_border);
    border-radius: 50%;
  }
  damso-reactions {
    max-width: min(76cqw, 520px);
    margin-top: 4px;
  }
  .meta {
    margin: 2px var(--_bubble-x) 0;
    font: 400 12px/18px var(--_font);
    font-variant-numeric: tabular-nums;
    color: var(--_muted);
  }
  damso-reactions + .meta {
    margin-top: 4px;
  }
  .edited {
    min-height: 24px;
    margin: -3px 0;
  }
  .edited:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .meta.failed,
  .meta.failed button {
    color: var(--_danger);
  }
  .meta.failed button {
    min-height: 24px;
    margin: -3px 0;
    font-weight: 600;
  }
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
    padding: 4px;
    border-radius: var(--_control-radius);
    background: var(--_surface);
    box-shadow:
      0 0 0 1px var(--_hairline),
      var(--_shadow);
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
  .pending .bubble {
    animation: enter 120ms ease-out;
  }
  @keyframes enter {
    from {
      opacity: 0;
      translate: 0 4px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    @keyframes enter {
      from {
        opacity: 0;
      }
    }
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
    .fold {
      min-height: 44px;
      margin-block: 0 -8px;
    }
    .emoji button,
    .tool {
      width: 44px;
      height: 44px;
    }
  }
  @media (forced-colors: active) {
    .bubble,
    .tools,
    .sheet {
      border: 1px solid;
    }
  }
`
