/**
 * The widget in a real page: Chromium, a host on another origin, the whole server.
 * @module
 */
import { World } from '@damso/tests/world'
import type { Line } from '../support/compare.ts'
import type { BenchOptions } from '../support/options.ts'
import { measureOpening } from './opening.ts'
import { type Archive, measureScrolling } from './scrolling.ts'
import { Talker } from './talker.ts'
import { HOUR, measureTalking } from './talking.ts'
import { textOf } from './texts.ts'

const archive: Archive = { title: 'Archive', messages: 20_000 }
const busy = { title: 'Busy' }
const MINUTE = 60_000

export async function* run({ messages = HOUR }: BenchOptions): AsyncIterable<Line> {
  const world = await World.start(
    { reader: 'Minji', typist: 'Haeun', talker: 'Junho' },
    { env: { MESSAGE_RATE: '1000000' } },
  )
  // However this process ends: the server is its child, and is to end with it.
  process.once('exit', () => void world.server.kill())
  try {
    // Each of the two has one room, which opens by itself.
    await fill(world, await world.room('archive', { title: archive.title, members: ['reader', 'talker'] }))
    const room = await world.room('busy', { title: busy.title, members: ['typist', 'talker'] })
    yield* await measureOpening(world, 'reader')
    yield* await measureScrolling(world, 'reader', archive)
    const talker = await Talker.connect(world, 'talker', room)
    yield* measureTalking(world, 'typist', talker, { title: busy.title, messages })
    await talker.leave()
  } finally {
    await world.end()
  }
}

/** Months of talk of two. */
function fill(world: World, room: string): Promise<void> {
  const begin = Date.now() - archive.messages * 5 * MINUTE
  const messages = Array.from({ length: archive.messages }, (_, at) => ({
    as: at % 5 < 2 ? 'reader' : 'talker',
    text: textOf(at + 1),
    at: begin + at * 5 * MINUTE,
  }))
  return world.import(room, messages)
}
