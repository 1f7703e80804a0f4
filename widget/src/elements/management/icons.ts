import { svg } from 'lit'
import { icon } from '../icons.ts'

export const forwardIcon = icon(20, svg`<path d="m9.5 6 6 6-6 6"/>`, true)
export const unfoldIcon = icon(20, svg`<path d="m6 9.5 6 6 6-6"/>`)
export const settingsIcon = icon(
  20,
  svg`<path d="M4.5 8h8m5.5 0h1.5M4.5 16H6m5.5 0h8"/><circle cx="15.2" cy="8" r="2.4"/><circle cx="8.8" cy="16" r="2.4"/>`,
)
export const inviteIcon = icon(
  20,
  svg`<circle cx="10" cy="8.5" r="3.5"/><path d="M3.5 19.5c.4-3.6 3-5.5 6.5-5.5 1.3 0 2.5.3 3.5.8M18 13.5v6m3-3h-6"/>`,
)
export const leaveIcon = icon(
  20,
  svg`<path d="M13 5H7a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h6M10.5 12h9m-3.5-4 4 4-4 4"/>`,
  true,
)
