import { Refusal, type RoomId, type SiteId } from '@damso/schema/model'
import type { MemberViewer, Viewer } from '@damso/schema/services'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { RoomSettings, Standing } from '../access/may.ts'
import type { Tail } from './tail.ts'

export interface RateOptions {
  tail: Tail
  /** Messages of one member in ten seconds, in all rooms together. @default 30 */
  messages?: number
  /** Edits, deletions and reactions of one member in ten seconds. @default 60 */
  changes?: number
}

/** Share of the tail's budget from which sends are refused until the archive has caught up (design §6). */
const BUSY_AT = 0.8
/** From here on a site that fills more than its fair share is refused, so that the others are not. */
const BUSY_FOR_SOME_AT = 0.5

/** What a member may write in a while. A site's backend is bounded by its own sense and by `BUSY`. */
export class Rates {
  readonly #tail: Tail
  readonly #messages: RateLimiterMemory
  readonly #changes: RateLimiterMemory
  readonly #slowMode = new RateLimiterMemory({ keyPrefix: 'slow', points: 1, duration: 1 })
  readonly #typing = new RateLimiterMemory({ keyPrefix: 'typing', points: 1, duration: 2 })

  constructor({ tail, messages = 30, changes = 60 }: RateOptions) {
    this.#tail = tail
    this.#messages = new RateLimiterMemory({ keyPrefix: 'messages', points: messages, duration: 10 })
    this.#changes = new RateLimiterMemory({ keyPrefix: 'changes', points: changes, duration: 10 })
  }

  /** @throws {Refusal} BUSY, RATE_LIMITED */
  async message(viewer: Viewer, room: RoomSettings, membership: Standing | undefined): Promise<void> {
    this.refuseWhenBusy(viewer.site)
    if (viewer.kind === 'server') return
    await consume(this.#messages, keyOf(viewer), 'you are sending too fast')
    if (room.slowModeSeconds > 0 && membership?.role === 'member') {
      await consume(this.#slowMode, `${keyOf(viewer)}/${room.id}`, 'this room is in slow mode', room.slowModeSeconds)
    }
  }

  async change(viewer: MemberViewer): Promise<void> {
    this.refuseWhenBusy(viewer.site)
    await consume(this.#changes, keyOf(viewer), 'you are changing messages too fast')
  }

  /** False: said a moment ago. */
  typing(viewer: MemberViewer, room: RoomId): Promise<boolean> {
    return this.#typing.consume(`${keyOf(viewer)}/${room}`).then(
      () => true,
      () => false,
    )
  }

  /** @throws {Refusal} BUSY: nothing was appended */
  refuseWhenBusy(site: SiteId): void {
    const { pressure, fenced } = this.#tail
    if (fenced !== undefined) throw busy(`the event log is closed to sends until an operator mends it: ${fenced}`, 30)
    if (!this.#tail.isReachable()) throw busy('the event log cannot be reached: send again in a moment', 2)
    if (pressure >= BUSY_AT) throw busy('the archive is behind: send again in a moment', 1)
    if (pressure >= BUSY_FOR_SOME_AT && this.#tail.isAboveFairShare(site))
      throw busy('the archive is behind, and this site writes more than its share: send again in a moment', 2)
  }
}

const busy = (message: string, retryAfter: number) => new Refusal({ code: 'BUSY', message, retryAfter })

const keyOf = (viewer: MemberViewer): string => `${viewer.site}/${viewer.member.id}`

async function consume(limiter: RateLimiterMemory, key: string, why: string, seconds?: number): Promise<void> {
  try {
    await limiter.consume(key, 1, seconds === undefined ? {} : { customDuration: seconds })
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    const retryAfter = Math.max(1, Math.ceil(refused.msBeforeNext / 1_000))
    throw new Refusal({
      code: 'RATE_LIMITED',
      message: `${why}: wait ${retryAfter} seconds`,
      limit: limiter.points,
      retryAfter,
    })
  }
}
