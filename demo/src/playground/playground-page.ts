import { type Html, html } from '../backend/html.ts'
import type { Community } from '../communities/index.ts'
export function renderPlayground(community: Community, api: string): Html {
  return html`${community.name}${api}`
}
export const renderPlaygroundFrame = renderPlayground
