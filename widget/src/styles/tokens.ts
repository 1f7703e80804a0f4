import { css } from 'lit'

/** Colours and measures of look.md. Everything else refers to these; `light-dark()` follows the element's scheme. */
export const tokens = css`
  :host {
    --_surface: var(--damso-surface, light-dark(#ffffff, #1b1e1f));
    --_canvas: light-dark(#fbfaf8, #141617);
    --_text: light-dark(#1d2021, #ecedec);
    --_muted: light-dark(#62676a, #a1a7a9);
    --_incoming: light-dark(#f0efeb, #282d2f);
    --_own: light-dark(#ddeee7, #1f3b32);
    --_own-text: light-dark(#12352b, #e3f3ed);
    --_own-meta: light-dark(#4f6660, #a9c4ba);
    --_accent: var(--damso-accent, light-dark(#23705a, #7ccbb2));
    --_on-accent: var(--_damso-on-accent, light-dark(#ffffff, #0b211a));
    --_accent-ink: var(--_damso-accent-ink, var(--_accent));
    --_hairline: light-dark(#e8e6e1, #2c3132);
    --_border: light-dark(#7f8386, #737a7d);
    --_danger: light-dark(#b3261e, #f2a9a4);
    --_shadow: 0 8px 32px #14161729;
    --_font: var(--damso-font, system-ui, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif);
  }
`
