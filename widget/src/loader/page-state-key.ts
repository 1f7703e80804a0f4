/** Where a tab remembers that a member's popup stands open: the value is the id of its room, or empty. */
export const pageStateKey = (site: string, member: string) => `damso:open:${site}:${encodeURIComponent(member)}`
