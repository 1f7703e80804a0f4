import { setTimeout as delay } from 'node:timers/promises'
import type { Api } from './api.ts'
import { type ImportMessage, importMessages } from './operations.ts'
import type { SeedMessage } from './transcript.ts'

/** What the server takes in one `importMessages`. */
const batchSize = 500
const attempts = 60

/**
 * Imports a room's past, oldest first.
 * @param name makes the nonces: the same name and place, the same message
 * @param from how many were imported before
 * @param onProgress called with the number of messages that are stored
 * @returns positions of those imported now
 */
export async function importHistory(
  api: Api,
  room: { id: string; name: string },
  history: readonly SeedMessage[],
  from = 0,
  onProgress: (stored: number) => void = () => {},
): Promise<number[]> {
  const positions: number[] = []
  for (let start = from; start < history.length; start += batchSize) {
    const batch = history.slice(start, start + batchSize).map(({ as, text, sentAt }, index) => ({
      ...{ as, text, nonce: nonceOf(room.name, start + index) },
      sentAt: new Date(sentAt).toISOString(),
    }))
    positions.push(...(await importBatch(api, room.id, batch)))
    onProgress(start + batch.length)
  }
  return positions
}

/** The same place in the same room is the same message, however often it is seeded. */
export const nonceOf = (room: string, index: number): string => `seed-${room}-${String(index).padStart(5, '0')}`

/** A server that is busy refuses from some message on: the batch is sent again, and those already stored stay one. */
async function importBatch(api: Api, roomId: string, batch: readonly ImportMessage[]): Promise<number[]> {
  for (let attempt = 1; ; attempt += 1) {
    const results = await importMessages(api, roomId, batch)
    const refused = results.find((result) => 'refused' in result)
    if (!refused || !('refused' in refused))
      return results.flatMap((result) => ('position' in result ? result.position : []))
    const { code, message, retryAfter } = refused.refused
    if (retryAfter === undefined || attempt === attempts) throw new Error(`importMessages: ${code}, ${message}`)
    await delay(retryAfter * 1_000)
  }
}
