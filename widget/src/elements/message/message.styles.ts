import { css } from 'lit'

export const messageStyles = css`
  :host {
    display: block;
  }
  .row {
    --_edge: 0px;
    position: relative;
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    padding-inline-start: var(--_edge);
  }
  .faces {
    --_edge: 36px;
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
    .fold {
      min-height: 44px;
      margin-block: 0 -8px;
    }
  }
  @media (forced-colors: active) {
    .bubble {
      border: 1px solid;
    }
  }
`
