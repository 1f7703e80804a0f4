/** The box around a panel, once there is one. Measures of look.md. */
export const frameStyles = `
  .probe {
    display: none;
    color: var(--damso-accent);
  }
  :host([mode='inline']) .box {
    border: 1px solid var(--_hairline);
    border-radius: 16px;
  }
  :host([mode='popup']) .box {
    bottom: calc(84px + env(safe-area-inset-bottom));
    width: 384px;
    height: min(640px, 100dvh - 104px);
    border: 1px solid var(--_hairline);
    border-radius: 16px;
    box-shadow: 0 8px 32px #14161729;
  }
  :host([mode='popup']) .box.opening {
    animation: open 160ms ease-out;
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
    :host([mode='popup']) .box {
      inset: 0;
      width: auto;
      height: var(--_height, 100dvh);
      border: 0;
      border-radius: 0;
      padding-top: env(safe-area-inset-top);
    }
    .box:not([hidden]) ~ damso-launcher {
      display: none;
    }
  }
`
