import { Decoder } from '@damso/api/stomp'
import { FrameImpl, Parser } from '@stomp/stompjs'
import { compare, type Line } from '../support/compare.ts'
import { median } from '../support/quantile.ts'
import { send365 } from './frame.ts'

const ROUNDS = 40
const MILLISECONDS = 60
const BATCH = 500

/** Frames per second of our decoder and of the parser of stompjs, in interleaved rounds over the same octets. */
export async function* run(): AsyncIterable<Line> {
  const ours = ourDecoder()
  const theirs = theirParser()
  const rates = { ours: [] as number[], theirs: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    const [our, their] = [rate(ours), rate(theirs)]
    if (round < 5) continue // compiles
    rates.ours.push(our)
    rates.theirs.push(their)
  }
  yield compare({
    bench: 'codec',
    case: `decode a SEND of ${send365.length} octets`,
    ours: median(rates.ours),
    peer: '@stomp/stompjs 7.5.0 Parser',
    theirs: median(rates.theirs),
    unit: 'frames/s',
    budget: { atLeast: 6 },
  })
}

function ourDecoder(): () => void {
  const decoder = new Decoder({ frameBytes: 65_536, frameHeaders: 64, headerBytes: 4_096 }, '1.2')
  return () => {
    decoder.feed(send365)
    if (decoder.next()?.command !== 'SEND') throw new Error('the frame was not read')
  }
}

/** With the step that its client takes for every frame, since ours gives unescaped headers of which the first wins too. */
function theirParser(): () => void {
  let frames = 0
  const parser = new Parser(
    (raw) => {
      if (FrameImpl.fromRawFrame(raw, true).command === 'SEND') frames += 1
    },
    () => undefined,
  )
  const chunk = send365.buffer.slice(send365.byteOffset, send365.byteOffset + send365.length)
  return () => {
    const before = frames
    parser.parseChunk(chunk as ArrayBuffer)
    if (frames !== before + 1) throw new Error('the frame was not read')
  }
}

function rate(work: () => void): number {
  const start = performance.now()
  let frames = 0
  while (performance.now() - start < MILLISECONDS) {
    for (let count = 0; count < BATCH; count++) work()
    frames += BATCH
  }
  return (frames * 1_000) / (performance.now() - start)
}
