import { type Headers, StompError } from '../application.ts'

/** A header that the frame has to have. */
export function required(headers: Headers, name: string): string {
  const value = headers.get(name)
  if (value === undefined || value === '') throw new StompError('PROTOCOL', `the header ${name} is missing`)
  return value
}
