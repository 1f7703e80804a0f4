import { type Logger as Pino, pino } from 'pino'

export type Logger = Pick<Pino, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>

const streams = { stdout: 1, stderr: 2 }

/**
 * JSON lines; tokens and keys are never in them.
 *
 * @param to stdout is a command's own: what it logs goes to stderr
 */
export const createLogger = (level: string, to: keyof typeof streams = 'stdout'): Pino =>
  pino(
    {
      level,
      base: null,
      redact: ['token', 'passcode', 'authorization', '*.token', '*.passcode', '*.authorization'],
    },
    pino.destination({ fd: streams[to], sync: true }),
  )
