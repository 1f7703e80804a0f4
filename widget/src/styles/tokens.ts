/**
 * Colours and measures of look.md, each said once: `--damso-*` is what a page may set, `--_*` what our sheets use. They stand on one
 * element around launcher and panel, and everything inside inherits them; `light-dark()` follows the scheme where it is used.
 * Plain text, because the loader knows no Lit.
 * @module
 */

/** What shows before there is a panel. */
export const launcherTokens = `
  --_surface: var(--damso-surface, light-dark(#ffffff, #1b1e1f));
  --_text: var(--damso-text, light-dark(#1d2021, #ecedec));
  --_accent: var(--damso-accent, light-dark(#23705a, #7ccbb2));
  /* WCAG luminance: below 0.18 white can be read on it, above it black, each at 4.5:1. Without an accent this is nothing. */
  --_light: clamp(0, (0.18 - 0.2126 * r - 0.7152 * g - 0.0722 * b) * 1e6, 1);
  --_readable: color(from var(--damso-accent) srgb-linear var(--_light) var(--_light) var(--_light));
  --_on-accent: var(--damso-on-accent, var(--_readable, light-dark(#ffffff, #0b211a)));
  --_font: var(--damso-font, system-ui, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif);
  --_launcher: var(--damso-launcher-size, 52px);
  --_x: var(--damso-launcher-x, 20px);
  --_y: var(--damso-launcher-y, 20px);
`

/**
 * What comes with the panel. Where a page sets an accent and no colours for the member's own messages, they are tints of it; the accent
 * as text is made readable by `AccentInk`.
 */
export const panelTokens = `
  --_canvas: var(--damso-canvas, light-dark(#fbfaf8, #141617));
  --_muted: var(--damso-muted, light-dark(#62676a, #a1a7a9));
  --_incoming: var(--damso-incoming, light-dark(#f0efeb, #282d2f));
  --_tint: color-mix(in oklab, var(--damso-accent) 16%, var(--_surface));
  --_own: var(--damso-own, var(--_tint, light-dark(#ddeee7, #1f3b32)));
  --_tint-text: color-mix(in oklab, var(--damso-accent) 20%, var(--_text));
  --_own-text: var(--damso-own-text, var(--_tint-text, light-dark(#12352b, #e3f3ed)));
  --_tint-meta: color-mix(in oklab, var(--damso-own-text, var(--_tint-text)) 78%, var(--_own));
  --_own-meta: var(--damso-own-meta, var(--_tint-meta, light-dark(#4f6660, #a9c4ba)));
  --_accent-ink: var(--damso-link, var(--_ink, var(--_accent)));
  --_own-link: var(--damso-own-text, var(--_accent-ink));
  --_hairline: var(--damso-hairline, light-dark(#e8e6e1, #2c3132));
  --_border: var(--damso-border, light-dark(#7f8386, #737a7d));
  --_danger: var(--damso-danger, light-dark(#b3261e, #f2a9a4));
  --_shadow: var(--damso-shadow, 0 8px 32px #14161729);
  --_panel-radius: var(--damso-panel-radius, 16px);
  --_bubble-radius: var(--damso-bubble-radius, 18px);
  --_field-radius: var(--damso-field-radius, 18px);
  --_control-radius: var(--damso-control-radius, 12px);
  --_header: 56px;
  --_row: 64px;
  --_row-face: 40px;
  --_bubble-x: 12px;
  --_bubble-y: 8px;
  --_group-gap: 12px;
  --_day-gap: 24px;
  --_compose-gap: 8px;
`

/** What `density="compact"` makes of it. Whatever is touched stays 44 px high. */
export const compactTokens = `
  --_header: 48px;
  --_row: 48px;
  --_row-face: 32px;
  --_bubble-x: 10px;
  --_bubble-y: 4px;
  --_group-gap: 8px;
  --_day-gap: 12px;
  --_compose-gap: 6px;
`
