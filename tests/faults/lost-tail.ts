import { readdir, readFile, truncate } from 'node:fs/promises'
import { join } from 'node:path'

/** The length of a batch does not count what stands before and in it. */
const HEAD_OCTETS = 12

/**
 * What a disk does that loses its last writes: of each partition of a topic the newest batches are gone, the first of them torn.
 * The broker must not run, and must have been killed: then it reads its segments through when it starts, and ends them before what
 * is torn.
 *
 *     segment  batch …
 *     batch    int64 base offset, int32 length of what follows, …
 *
 * @param data the broker's `log.dirs`
 */
export async function loseTail(data: string, topic: string, batches: number): Promise<void> {
  const partitions = (await readdir(data)).filter((name) => name.replace(/-\d+$/, '') === topic)
  if (partitions.length === 0) throw new Error(`the broker keeps no ${topic} in ${data}`)
  for (const partition of partitions) {
    const segments = (await readdir(join(data, partition))).filter((name) => name.endsWith('.log')).sort()
    const segment = join(data, partition, segments.at(-1) ?? '')
    const first = startsOf(await readFile(segment)).at(-batches)
    if (first !== undefined) await truncate(segment, first + HEAD_OCTETS)
  }
}

function startsOf(segment: Buffer): number[] {
  const starts: number[] = []
  for (let at = 0; at + HEAD_OCTETS <= segment.length; at += HEAD_OCTETS + segment.readInt32BE(at + 8)) starts.push(at)
  return starts
}
