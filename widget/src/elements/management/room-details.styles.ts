import { css } from 'lit'

export const roomDetailsStyles = css`
  :host {
    position: relative;
  }
  .screen {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-height: 0;
  }
  .about {
    display: flex;
    align-items: center;
    gap: 12px;
    margin-bottom: 16px;
  }
  .about damso-avatar {
    --_size: 48px;
  }
  .about > div {
    min-width: 0;
  }
  .about strong {
    display: block;
    font: 600 17px/24px var(--_font);
  }
  .about small {
    display: block;
    font: 400 13px/20px var(--_font);
    color: var(--_muted);
  }
  .row {
    display: flex;
    align-items: center;
    gap: 12px;
    width: 100%;
    min-height: 44px;
    padding: 0 8px;
    margin-inline: -8px;
    width: calc(100% + 16px);
    border-radius: var(--_control-radius);
    text-align: start;
  }
  .row > span {
    flex: 1;
  }
  .row:hover {
    background: var(--_incoming);
  }
  .row svg {
    flex: none;
    color: var(--_muted);
  }
  .danger,
  .danger svg {
    color: var(--_danger);
  }
  .part {
    margin-bottom: 16px;
  }
  h3 {
    margin: 0 0 4px;
    font: 600 13px/20px var(--_font);
    color: var(--_muted);
  }
  .scrim {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    padding: 16px;
    background: light-dark(#14161759, #000000a6);
  }
  .question {
    width: min(320px, 100%);
    max-height: 100%;
    padding: 24px 24px 16px;
    border-radius: var(--_panel-radius);
    overflow: auto;
    background: var(--_surface);
    box-shadow:
      0 0 0 1px var(--_hairline),
      var(--_shadow);
    text-wrap: pretty;
  }
  .question strong {
    font: 600 17px/24px var(--_font);
  }
  .question p {
    margin: 8px 0 0;
  }
  .answers {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 4px;
    margin-block: 16px 0;
    margin-inline: 0 -8px;
  }
  .answers button {
    min-height: 44px;
    padding: 0 12px;
    border-radius: var(--_control-radius);
    font: 600 15px/22px var(--_font);
  }
  .answers button:hover {
    background: var(--_incoming);
  }
`
