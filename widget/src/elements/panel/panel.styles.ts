import { css } from 'lit'

export const panelStyles = css`
  :host {
    display: block;
    height: 100%;
    container-type: inline-size;
    background: var(--_surface);
  }
  .panel {
    position: relative;
    display: flex;
    height: 100%;
    overflow: hidden;
  }
  .panel > .icon {
    position: absolute;
    inset-inline-end: 4px;
    top: 6px;
  }
  damso-room-list {
    flex: 1;
    min-width: 0;
  }
  .panel[data-view='room'] damso-room-list,
  .none {
    display: none;
  }
  /* Kept as it is, scrolled and half written, but out of reach of keys and readers. */
  .panel[data-covered] > :not(damso-management) {
    visibility: hidden;
  }
  .panel > damso-management {
    position: absolute;
    inset: 0;
    z-index: 4;
    background: var(--_surface);
  }
  @container (min-width: 720px) {
    .panel > damso-management {
      inset-inline-start: 304px;
    }
    .panel[data-covered] damso-room-list {
      visibility: visible;
    }
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
