import DataLoader from 'dataloader'
import {
  Fault,
  type Member,
  type MemberId,
  type Message,
  type MessageId,
  type RoomId,
  type SiteId,
} from '../model/index.ts'
import type { Services, ViewedRoom, Viewer } from '../services/index.ts'

interface MessageKey {
  room: RoomId
  id: MessageId
}

/** One call per noun and tick, however many fields ask; they live for one request. */
export interface Loaders {
  members: DataLoader<MemberId, Member | undefined>
  rooms: DataLoader<RoomId, ViewedRoom | undefined>
  messages: DataLoader<MessageKey, Message | undefined, string>
}

/** @throws {Fault} TOKEN, on the first load, where nobody is logged in */
export function createLoaders(services: Services, viewer: Viewer | null, site: SiteId | null): Loaders {
  const asked = (): Viewer => {
    if (!viewer) throw new Fault('TOKEN', 'Log in: send a token in the Authorization header')
    return viewer
  }
  return {
    members: new DataLoader(async (ids) => services.members.find(site ?? asked().site, ids)),
    rooms: new DataLoader(async (ids) => services.rooms.findMany(asked(), ids)),
    messages: new DataLoader((keys) => findMessages(services, asked(), keys), {
      cacheKeyFn: ({ room, id }) => `${room}/${id}`,
    }),
  }
}

/** `find` reads one room, so keys are grouped by theirs: a page of one room costs one call. */
async function findMessages(services: Services, viewer: Viewer, keys: readonly MessageKey[]) {
  const byRoom = new Map<RoomId, MessageId[]>()
  for (const { room, id } of keys) byRoom.set(room, [...(byRoom.get(room) ?? []), id])
  const found = await Promise.all(Array.from(byRoom, ([room, ids]) => services.messages.find(viewer, room, ids)))
  const byId = new Map(found.flat().map((message) => [message?.id, message]))
  return keys.map(({ id }) => byId.get(id))
}
