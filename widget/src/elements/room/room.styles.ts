import { css } from 'lit'

export const roomStyles = css`
  :host {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    background: var(--_surface);
  }
  header {
    position: relative;
    z-index: 3;
  }
  .back {
    margin-inline: -8px 0;
    color: var(--_text);
  }
  .title {
    position: relative;
    flex: 1;
    min-width: 0;
  }
  .details {
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    vertical-align: top;
  }
  .details:focus-visible {
    outline-offset: -2px;
    border-radius: 6px;
  }
  .details::after {
    content: '';
    position: absolute;
    inset: 0;
    min-height: 44px;
  }
  .title small {
    display: block;
    font: 400 12px/18px var(--_font);
    color: var(--_muted);
    margin-top: -1px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .title small:empty {
    display: none;
  }
  .title i {
    display: block;
    width: 116px;
    height: 12px;
    border-radius: 6px;
    background: var(--_incoming);
  }
  .title i + i {
    width: 52px;
    height: 8px;
    margin-top: 8px;
  }
  .strip.calm {
    border-bottom: 0;
    background: none;
  }
  .big {
    --_size: 48px;
  }
  .lock {
    display: grid;
    place-items: center;
    width: 48px;
    height: 48px;
    border-radius: 50%;
    background: light-dark(#e3e3df, #34393b);
    color: light-dark(#44484a, #d0d4d5);
  }
  .compose,
  .foot {
    flex: none;
    border-top: 1px solid transparent;
  }
  .compose {
    padding: calc(var(--_compose-gap) - 1px) 16px 0;
    padding-bottom: max(var(--_compose-gap), env(safe-area-inset-bottom));
  }
  .compose damso-composer {
    max-width: 880px;
    margin: 0 auto;
  }
  damso-timeline[away] ~ .compose,
  .foot {
    border-top-color: var(--_hairline);
  }
  .foot {
    display: grid;
    place-items: center;
    min-height: 52px;
    padding: 0 16px;
    font: 400 13px/20px var(--_font);
    text-align: center;
    color: var(--_muted);
  }
  @container (min-width: 720px) {
    .back {
      display: none;
    }
    header {
      padding-inline: 24px 12px;
    }
    .compose {
      padding-inline: 24px;
    }
    damso-timeline {
      --_sides: 24px;
    }
  }
`
