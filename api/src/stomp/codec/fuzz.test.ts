import { expect, test } from 'vitest'
import { StompError, type StompVersion } from '../application.ts'
import { generator, seed } from '../testing/random.ts'
import { fixtures } from './fixtures.ts'
import { Decoder } from './index.ts'

const FRAMES = 1_000_000
const limits = { frameBytes: 4_096, frameHeaders: 16, headerBytes: 1_024 }
const versions: (StompVersion | undefined)[] = [undefined, '1.0', '1.1', '1.2']
const octetsThatMatter = [0, 10, 13, 58, 92, 0xff, 48, 45]
const seeds = fixtures.map(({ octets }) => octets).filter((octets) => octets.length < 1_000)

test(`${FRAMES.toLocaleString('en')} mutated frames: no crash, no hang, no growth (seed ${seed})`, () => {
  const random = generator(seed)
  const below = (end: number) => random() % end
  let faults = 0
  let frames = 0
  let decoder = new Decoder(limits)
  const before = process.memoryUsage().heapUsed

  for (let count = 0; count < FRAMES; count++) {
    const octets = mutate(seeds[below(seeds.length)] ?? Buffer.alloc(0), below)
    const cut = below(octets.length + 1)
    try {
      decoder.feed(octets.subarray(0, cut))
      while (decoder.next() !== undefined) frames += 1
      decoder.feed(octets.subarray(cut))
      while (decoder.next() !== undefined) frames += 1
      if (decoder.pendingBytes > 2 * limits.frameBytes) throw new Error(`${decoder.pendingBytes} octets are held`)
    } catch (error) {
      if (!(error instanceof StompError)) throw error
      faults += 1
      decoder = new Decoder(limits, versions[below(versions.length)])
    }
  }

  expect(faults).toBeGreaterThan(FRAMES / 100)
  expect(frames).toBeGreaterThan(FRAMES / 100)
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(128 * 1_048_576)
})

function mutate(original: Buffer, below: (end: number) => number): Buffer {
  const octets = Buffer.from(original)
  switch (below(5)) {
    case 0:
      return octets
    case 1:
      return octets.subarray(below(octets.length))
    case 2:
      return octets.subarray(0, below(octets.length))
    case 3: {
      const [from, length] = [below(octets.length), below(20)]
      return Buffer.concat([octets.subarray(0, from), octets.subarray(from, from + length), octets.subarray(from)])
    }
    default:
      for (let changes = 1 + below(3); changes > 0; changes--)
        octets[below(octets.length)] = octetsThatMatter[below(octetsThatMatter.length)] ?? below(256)
      return octets
  }
}
