/** Where a batch stands: what was asked for is found, messages are inserted, changes applied, progress committed. */
export const archiveSteps = ['found', 'inserted', 'changed', 'committed'] as const
export type ArchiveStep = (typeof archiveSteps)[number]
