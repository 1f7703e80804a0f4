import { css } from 'lit'

export const panelStyles = css`
  :host {
    display: block;
    height: 100%;
    container-type: inline-size;
    background: var(--_surface);
  }
  .panel {
    display: flex;
    height: 100%;
    overflow: hidden;
  }
  damso-room-list {
    flex: 1;
    min-width: 0;
  }
  .panel[data-view='room'] damso-room-list,
  .none {
    display: none;
  }
  @container (min-width: 720px) {
    .panel[data-view] damso-room-list {
      display: flex;
      flex: none;
      width: 304px;
      border-inline-end: 1px solid var(--_hairline);
    }
    .none {
      display: flex;
      color: var(--_muted);
    }
  }
`
