export interface SeedMessage {
  as: string
  text: string
  /** Milliseconds since 1970. */
  sentAt: number
}

const line = /^(?:(\d{1,2}):(\d\d)|-(\d+)) ([a-z]+): (.+)$/

/**
 * Reads what was said in a room:
 *
 *     @-3                          three days ago
 *     19:02 minji: text            at that time of the day
 *     @recent
 *     -26 minji: text              so many minutes ago
 *
 * @param now milliseconds since 1970
 */
export function parseTranscript(transcript: string, now: number): SeedMessage[] {
  let day = now
  const messages: SeedMessage[] = []
  for (const text of transcript.split('\n').map((raw) => raw.trim())) {
    if (text === '') continue
    if (text.startsWith('@')) {
      day = now + (text === '@recent' ? 0 : Number(text.slice(1)) * 86_400_000)
      continue
    }
    const [, hour, minute, minutesAgo, as, said] = line.exec(text) ?? []
    if (as === undefined || said === undefined) throw new Error(`Not a line of a transcript: ${text}`)
    const sentAt =
      minutesAgo === undefined ? atTime(day, Number(hour), Number(minute)) : now - Number(minutesAgo) * 60_000
    messages.push({ as, text: said, sentAt })
  }
  return messages
}

const atTime = (day: number, hour: number, minute: number) => new Date(day).setHours(hour, minute, 0, 0)
