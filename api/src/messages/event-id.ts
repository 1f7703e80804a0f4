import { createHash } from 'node:crypto'
import type { EventId, Nonce, RecordKind, RoomKey } from '@damso/schema/model'

/**
 * The same act always has the same id, on every node and after every crash (design §4): base64url of the first 16 octets
 * of sha256 over (site, room, sender, kind, nonce), each preceded by its length as 4 octets, so that no two lists run
 * into one another. For a message it is the message id.
 */
export function eventIdOf({ site, room }: RoomKey, sender: string, kind: RecordKind, nonce: Nonce): EventId {
  const hash = createHash('sha256')
  for (const part of [site, room, sender, kind, nonce]) {
    const octets = Buffer.from(part)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(octets.length)
    hash.update(length).update(octets)
  }
  return hash.digest().subarray(0, 16).toString('base64url')
}
