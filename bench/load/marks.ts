/*
 * Every message of a bench carries its number where no dialect escapes it:  ~00000042~
 */
const MARK = '~'
const DIGITS = 8
const ZERO = 48

/** A text of `length` characters that carries `number`. */
export const markedText = (number: number, length: number): string =>
  `${MARK}${String(number).padStart(DIGITS, '0')}${MARK}`.padEnd(length, 'a message of the bench ')

const mark = MARK.charCodeAt(0)

/** The numbers of all messages within a window of octets, in order: some servers put several into one WebSocket message. */
export function readMarks(bytes: Buffer, start: number, end: number, found: (number: number) => void): void {
  for (let at = bytes.indexOf(mark, start); at !== -1 && at < end; at = bytes.indexOf(mark, at)) {
    let number = 0
    for (let digit = 1; digit <= DIGITS; digit++) number = number * 10 + (bytes[at + digit] ?? 0) - ZERO
    found(number)
    at += DIGITS + 2
  }
}
