import { html, nothing, svg, type TemplateResult } from 'lit'

/** @param way it points where reading goes or comes from, and is turned where that is from the right */
export const icon = (size: number, paths: TemplateResult, way = false) =>
  html`<svg class=${way ? 'way' : nothing} width=${size} height=${size} viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`

export const backIcon = icon(24, svg`<path d="m14.5 6-6 6 6 6"/>`, true)
export const closeIcon = icon(24, svg`<path d="m6.5 6.5 11 11m0-11-11 11"/>`)
export const moreIcon = icon(24, svg`<path d="M6 12h.01M12 12h.01M18 12h.01" stroke-width="3"/>`)
export const searchIcon = icon(20, svg`<circle cx="11" cy="11" r="6"/><path d="m15.5 15.5 4 4"/>`)
export const composeIcon = icon(
  20,
  svg`<path d="M12.5 5H7a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-5.5"/><path d="m17.5 4.2 2.3 2.3-7.6 7.6-2.9.6.6-2.9z"/>`,
)
export const sendIcon = icon(17, svg`<path stroke-width="2" d="M12 19V5.5m-5.5 5L12 5l5.5 5.5"/>`)
export const downIcon = icon(18, svg`<path d="M12 5v13.5m-5.5-5L12 19l5.5-5.5"/>`)
export const megaphoneIcon = icon(
  22,
  svg`<path d="M4 10.2v3.6h3l8 4.2V6l-8 4.2z"/><path d="M8 14.2 9.3 19M18 9.5a3.5 3.5 0 0 1 0 5"/>`,
)
export const mutedIcon = icon(
  16,
  svg`<path d="M7.5 7.6C6.6 8.5 6.5 9.7 6.5 11c0 3-1 4.5-2 5.5h12M8.8 6.3A5.5 5.5 0 0 1 17.5 11c0 1.7.3 2.9.8 3.8M10 19.5a2.2 2.2 0 0 0 4 0M4 4l16 16"/>`,
)
export const lockIcon = icon(
  24,
  svg`<rect x="5.5" y="10.5" width="13" height="9" rx="2"/><path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"/>`,
)
export const smileIcon = icon(
  20,
  svg`<path d="M20.2 10.5a8.5 8.5 0 1 1-6.7-6.7M19 2.5v5M16.5 5h5"/><path d="M9 10h.01M15 10h.01" stroke-width="2.2"/><path d="M8.5 14.5c1.8 2 5.2 2 7 0"/>`,
)
export const replyIcon = icon(20, svg`<path d="M9.5 7 4.5 12l5 5"/><path d="M5 12h8.5c3.5 0 6 2 6 6"/>`, true)
export const copyIcon = icon(
  20,
  svg`<rect x="8.5" y="8.5" width="11" height="11" rx="2"/><path d="M15.5 8.5V6.5a2 2 0 0 0-2-2h-7a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h2"/>`,
)
export const editIcon = icon(20, svg`<path d="m15.5 5.5 3 3L8.5 18.5l-4 1 1-4z"/>`)
export const deleteIcon = icon(
  20,
  svg`<path d="M4.5 7h15M9.5 7V5.5a1 1 0 0 1 1-1h3a1 1 0 0 1 1 1V7M6.5 7l.8 11a1.5 1.5 0 0 0 1.5 1.5h6.4a1.5 1.5 0 0 0 1.5-1.5l.8-11M10.5 11v5M13.5 11v5"/>`,
)
