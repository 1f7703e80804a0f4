import * as v from 'valibot'
import { roomRoles } from './membership.ts'
import { joinPolicies, postPolicies } from './room.ts'
import { displayName, pictureUrl, siteKey } from './text.ts'

const slowModeSeconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400))
/** A GraphQL client that sends null for an argument it may leave out means "unchanged". */
const orAbsent = <S extends v.GenericSchema>(schema: S) => v.optional(v.nullable(schema))

/** Absent: unchanged. `picture: null`: cleared. */
export const updateRoomInput = v.object({
  title: orAbsent(displayName),
  picture: v.optional(v.nullable(pictureUrl)),
  joinPolicy: orAbsent(v.picklist(joinPolicies)),
  postPolicy: orAbsent(v.picklist(postPolicies)),
  slowModeSeconds: orAbsent(slowModeSeconds),
  frozen: orAbsent(v.boolean()),
})
export type UpdateRoomInput = v.InferOutput<typeof updateRoomInput>

/** Made by a member, who becomes its owner. Direct rooms are opened, not created. */
export const createRoomInput = v.object({
  ...updateRoomInput.entries,
  title: displayName,
  kind: v.optional(v.picklist(['group', 'public'] as const), 'group'),
  memberIds: v.optional(v.nullable(v.array(siteKey))),
})
export type CreateRoomInput = v.InferOutput<typeof createRoomInput>

/** Made or changed by the site's backend under its own key; a title is needed the first time. */
export const upsertRoomInput = v.object({
  ...updateRoomInput.entries,
  kind: v.optional(v.nullable(v.picklist(['group', 'public'] as const))),
})
export type UpsertRoomInput = v.InferOutput<typeof upsertRoomInput>

export const roomMemberInput = v.object({ id: siteKey, role: v.optional(v.nullable(v.picklist(roomRoles))) })
export type RoomMemberInput = v.InferOutput<typeof roomMemberInput>

/** A member as the site's backend names them. */
export const memberInput = v.object({ id: siteKey, name: displayName, picture: v.optional(v.nullable(pictureUrl)) })
export type MemberInput = v.InferOutput<typeof memberInput>
