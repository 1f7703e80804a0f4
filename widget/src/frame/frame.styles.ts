import { compactTokens, panelTokens } from '../styles/tokens.ts'

/** The box around a panel, once there is one. Measures of look.md. */
export const frameStyles = `
  .root {
    ${panelTokens}
  }
  :host([density='compact']) .root {
    ${compactTokens}
  }
  .probe {
    position: absolute;
    visibility: hidden;
    color: color(from var(--_accent) srgb r g b);
    background-color: color(from var(--_surface) srgb r g b);
    border-color: color(from var(--_incoming) srgb r g b);
    /* The same once more, so that a change is heard of: what is in transition still has its old value. */
    text-decoration-color: var(--_accent);
    outline-color: var(--_surface);
    caret-color: var(--_incoming);
    transition-property: text-decoration-color, outline-color, caret-color;
    transition-duration: 1ms;
  }
  .probe:first-of-type {
    color-scheme: light;
  }
  .probe + .probe {
    color-scheme: dark;
  }
  :host([mode='inline']) .box {
    border: 1px solid var(--_hairline);
    border-radius: var(--_panel-radius);
  }
  :host([mode='popup']) .box {
    bottom: calc(var(--_y) + var(--_launcher) + 12px + env(safe-area-inset-bottom));
    width: min(var(--damso-panel-width, 384px), 100vw - 2 * var(--_x));
    height: min(var(--damso-panel-height, 640px), 100dvh - var(--_y) - var(--_launcher) - 32px);
    border: 1px solid var(--_hairline);
    border-radius: var(--_panel-radius);
    box-shadow: var(--_shadow);
  }
  :host([mode='popup']) .box.opening {
    animation: open 160ms ease-out;
  }
  /* In a dialog of the page: beside it in the top layer, where nothing of the dialog moves or clips it. */
  :host([mode='popup']) .root[popover] {
    display: block !important;
    position: fixed;
  }
  @keyframes open {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    @keyframes open {
      from {
        opacity: 0;
      }
    }
  }
  @media (width < 480px) {
    :host([mode='popup'][mode]) .box {
      inset: var(--_top, 0px) 0 auto;
      width: auto;
      height: var(--_height, 100dvh);
      border: 0;
      border-radius: 0;
      padding-top: env(safe-area-inset-top);
    }
    .box:not([hidden]) ~ button {
      display: none;
    }
  }
`
