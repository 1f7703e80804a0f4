import type { StompApplication } from './application.ts'
import type { Flusher } from './flusher.ts'
import type { HeartBeat } from './heart-beat.ts'
import type { StompLimits } from './limits.ts'
import type { Session } from './session.ts'
import type { TimerWheel } from './timer-wheel.ts'

/** Where the engine says what no client is told. A `pino` logger fits. */
export interface Logger {
  error(details: object, message: string): void
  warn(details: object, message: string): void
  debug(details: object, message: string): void
}

/** What all connections of a server share. */
export interface Engine {
  readonly application: StompApplication<unknown>
  readonly limits: StompLimits
  readonly heartBeat: HeartBeat
  /** `server` of CONNECTED: name/version. */
  readonly serverName: string
  readonly logger: Logger
  readonly wheel: TimerWheel
  readonly flusher: Flusher
  /** Tells whoever waits for the last connection to end. */
  ended(session: Session): void
}
