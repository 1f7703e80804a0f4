import * as v from 'valibot'
import { displayName, pictureUrl, siteKey } from './text.ts'

/** A member as others see them; in a record or message: as of that moment. */
export const member = v.object({ id: siteKey, name: displayName, picture: v.nullable(pictureUrl) })
export type Member = v.InferOutput<typeof member>

export const siteRoles = ['member', 'operator'] as const
export type SiteRole = (typeof siteRoles)[number]
