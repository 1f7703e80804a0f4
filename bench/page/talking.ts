import type { World } from '@damso/tests/world'
import type { Page } from 'playwright'
import { type Comparison, compare, type Line } from '../support/compare.ts'
import { note } from '../support/print.ts'
import { quantile } from '../support/quantile.ts'
import { type Held, held } from './held.ts'
import type { Talker } from './talker.ts'

const PER_SECOND = 50
/** As many as an hour brings. */
export const HOUR = 3_600 * PER_SECOND
/** What a page takes before it is full: the window, caches, compiled code. */
const FULL = 10_000
const BURST = 1_000
const KEYS = 300
const BETWEEN_KEYS = 60
const INPUT_BUDGET = 50

/** Milliseconds from a key to its handler, and to the frame that shows it. */
interface Delays {
  handled: number[]
  painted: number[]
}

/** A room that is talked in while somebody has it open: typing there, and what the page holds then. */
export async function* measureTalking(
  world: World,
  member: string,
  talker: Talker,
  { title, messages }: { title: string; messages: number },
): AsyncIterable<Line> {
  const chat = await world.visit(member)
  const { page } = chat
  await chat.open()
  await talker.burst(1)
  await chat.arrive(title)
  yield* await measureTyping(page, talker)
  yield* await measureMemory(page, talker, messages)
  await world.leave()
}

async function measureTyping(page: Page, talker: Talker): Promise<Line[]> {
  const quiet = await type(page)
  const typing = type(page)
  await talker.keepOn(PER_SECOND, typing)
  const busy = await typing
  await shown(page, talker.said)
  const line = (
    name: string,
    of: (delays: Delays) => number,
    budget: Comparison['budget'] = { oursAtMost: INPUT_BUDGET },
  ) =>
    compare({
      ...{ bench: 'page', case: `typing at ${PER_SECOND} messages/s, ${name}`, unit: 'ms', budget },
      ...{ ours: of(busy), peer: 'the same at rest', theirs: of(quiet) },
    })
  return [
    line('key to handler, p95', ({ handled }) => quantile(handled, 0.95)),
    line('key to handler, longest', ({ handled }) => Math.max(...handled)),
    line('key to paint, p95', ({ painted }) => quantile(painted, 0.95)),
    // No delay of input, and the machine's own: a page that only does sums has tasks of twice the budget (scrolling.ts).
    line('key to paint, longest', ({ painted }) => Math.max(...painted), null),
  ]
}

/** What the page holds after so many messages, which come as fast as it takes them. */
async function measureMemory(page: Page, talker: Talker, messages: number): Promise<Line[]> {
  const from = talker.said
  const begin = performance.now()
  let full: Held | undefined
  while (talker.said - from < messages) {
    await talker.burst(BURST)
    await shown(page, talker.said)
    if (talker.said - from >= Math.min(FULL, messages)) full ??= await held(page)
    if ((talker.said - from) % FULL === 0) note(`${talker.said - from} of ${messages} messages`)
  }
  const rate = messages / ((performance.now() - begin) / 1_000)
  const end = await held(page)
  const line = (name: keyof Held, unit: string, budget: Comparison['budget']) =>
    compare({
      ...{ bench: 'page', case: `${messages} messages in the open room, ${name}`, unit, budget },
      ...{ ours: end[name], peer: `after ${FULL}`, theirs: full?.[name] ?? Number.NaN },
    })
  return [
    line('heap', 'MB', { atMost: 1.25 }),
    line('nodes', 'nodes', { atMost: 1.1 }),
    line('listeners', 'listeners', { atMost: 1.1 }),
    compare({
      ...{ bench: 'page', case: 'messages that an open room takes', unit: 'messages/s', budget: null },
      ...{ ours: rate, peer: null, theirs: null },
    }),
  ]
}

/** Until the room shows message `number` as its last. */
const shown = (page: Page, number: number): Promise<void> =>
  page.getByRole('log').evaluate(async (log, number) => {
    const last = () => [...log.querySelectorAll('damso-message')].at(-1) as { row?: { text: string } } | undefined
    while (Number.parseInt(last()?.row?.text ?? '', 10) !== number) await new Promise(requestAnimationFrame)
  }, number)

/** Types into the room's field, as somebody does who is quick. */
async function type(page: Page): Promise<Delays> {
  const keys = Array.from({ length: KEYS }, (_, at) => 'a chat '[at % 7]).join('')
  await page.evaluate(() => {
    const delays: Delays = { handled: [], painted: [] }
    const listening = new AbortController()
    const onKey = ({ timeStamp }: Event) => {
      delays.handled.push(performance.now() - timeStamp)
      requestAnimationFrame(() => setTimeout(() => delays.painted.push(performance.now() - timeStamp)))
    }
    addEventListener('keydown', onKey, { capture: true, signal: listening.signal })
    window.typed = () => {
      listening.abort()
      return delays
    }
  })
  await page.locator('damso-composer').getByRole('textbox').pressSequentially(keys, { delay: BETWEEN_KEYS })
  const delays = await page.evaluate(async () => {
    await new Promise(requestAnimationFrame)
    await new Promise((resolve) => setTimeout(resolve, 100))
    return window.typed()
  })
  if (delays.painted.length < KEYS) throw new Error(`${delays.painted.length} of ${KEYS} keys were seen`)
  return delays
}

declare global {
  interface Window {
    /** Ends the measurement of keys that is under way. */
    typed: () => Delays
  }
}
