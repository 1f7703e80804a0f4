import { parse, position, type RoomId } from '@damso/schema/model'
import * as v from 'valibot'
import type { ReceiptHeaders } from '../../stomp/application.ts'
import type { LiveContext } from '../context.ts'
import type { LiveSession } from '../session.ts'

const readInput = v.object({ position })

/** The RECEIPT comes after the commit. */
export async function read(
  { markRead }: LiveContext,
  { viewer }: LiveSession,
  { room }: { room: RoomId },
  body: unknown,
): Promise<ReceiptHeaders> {
  const membership = await markRead(viewer, room, parse(readInput, body).position)
  return { outcome: 'stored', position: String(membership.readPosition) }
}
