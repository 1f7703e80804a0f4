import { displayName, limits, pictureUrl, roomRoles, siteKey, siteRoles } from '@damso/schema/model'
import * as v from 'valibot'

/** What a site's backend says of a member (design §11). Times are seconds since 1970, as in RFC 7519. */
export const claims = v.object({
  sub: siteKey,
  name: displayName,
  picture: v.optional(v.nullable(pictureUrl), null),
  role: v.optional(v.picklist(siteRoles), 'member'),
  rooms: v.optional(
    v.pipe(
      v.record(siteKey, v.picklist(roomRoles)),
      v.maxEntries(
        limits.roomsPerToken,
        `names more than ${limits.roomsPerToken} rooms: grant the others by setMembers`,
      ),
    ),
    {},
  ),
  exp: v.number(),
  iat: v.optional(v.number()),
})
export type Claims = v.InferOutput<typeof claims>

/** Rooms that a token grants, by the site's own key. */
export type RoomClaims = Claims['rooms']
