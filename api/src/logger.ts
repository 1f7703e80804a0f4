import { type Logger as Pino, pino } from 'pino'

export type Logger = Pick<Pino, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>

/** JSON lines on stdout; tokens and keys are never in them. */
export const createLogger = (level: string): Pino =>
  pino({
    level,
    base: null,
    redact: ['token', 'passcode', 'authorization', '*.token', '*.passcode', '*.authorization'],
  })
