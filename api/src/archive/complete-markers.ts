import { roomKeyText } from '@damso/schema/model'
import type { ArchivedBatch } from './archive-progress.ts'
import { groupBy } from './group-by.ts'

interface Marker {
  site: string
  room: string
  member: string
  position: number
}

/** The seq of each marker: that of the newest counted record of its room at or before it. */
export function completeMarkers(
  markers: readonly Marker[],
  counted: ArchivedBatch['counted'],
): (Marker & { seq: number })[] {
  const rooms = groupBy(counted, ({ room }) => roomKeyText(room))
  return markers.flatMap((marker) => {
    const newest = rooms.get(roomKeyText(marker))?.findLast(({ position }) => position <= marker.position)
    return newest ? [{ ...marker, seq: newest.seq }] : []
  })
}
