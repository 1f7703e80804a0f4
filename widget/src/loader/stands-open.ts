/** Where a tab remembers that a member's popup stands open: the value is the id of its room, or empty. */
export const pageStateKey = (site: string, member: string) => `damso:open:${site}:${encodeURIComponent(member)}`

/** @returns the id of the room that it stands open with, or empty; null: it is closed, or storage is blocked */
export function standsOpen(site: string, member: string): string | null {
  try {
    return sessionStorage.getItem(pageStateKey(site, member))
  } catch {
    return null
  }
}
