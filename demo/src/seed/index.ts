import type { Community } from '../communities/index.ts'
import { upsertMembers } from './operations.ts'
import type { Progress } from './progress.ts'
import { type Callers, seedDirectRoom, seedLargeRoom, seedRoom } from './rooms.ts'

export { type Api, createApi } from './api.ts'
export { openProgress, type Progress } from './progress.ts'
export type { Callers } from './rooms.ts'

/** Members and small rooms, through the public API: what a visitor sees at once. Does nothing the second time. */
export async function seedSmallRooms(community: Community, callers: Callers, progress: Progress): Promise<void> {
  await once(progress, `${community.site}/members`, async () => {
    const crowd = Math.max(...community.rooms.map((room) => room.crowd ?? 0))
    await upsertMembers(callers.backend, [...community.members, ...community.crowd(crowd)])
  })
  for (const room of community.directRooms) {
    await once(progress, `${community.site}/direct/${room.between.join('-')}`, () =>
      seedDirectRoom(callers, room, progress.startedAt),
    )
  }
  for (const room of community.rooms.filter((candidate) => candidate.transcript !== undefined)) {
    await once(progress, `${community.site}/${room.key}`, () => seedRoom(callers, community, room, progress.startedAt))
  }
}

/**
 * The rooms with thousands of messages, in the background; goes on where an earlier run stopped.
 * @param onProgress room's title, messages stored, messages in all
 */
export async function seedLargeRooms(
  community: Community,
  callers: Callers,
  progress: Progress,
  onProgress: (title: string, stored: number, count: number) => void,
): Promise<void> {
  for (const room of community.rooms) {
    const count = room.chatter
    if (count === undefined) continue
    const step = `${community.site}/${room.key}`
    await once(progress, step, () =>
      seedLargeRoom(callers, community, room, progress.startedAt, progress.stored(step), (stored) => {
        progress.store(step, stored)
        onProgress(room.title, stored, count)
      }),
    )
  }
}

async function once(progress: Progress, step: string, work: () => Promise<void>): Promise<void> {
  if (progress.isDone(step)) return
  await work()
  progress.finish(step)
}
