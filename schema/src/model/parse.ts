import * as v from 'valibot'
import { Refusal } from './refusal.ts'

/**
 * Checks a value against a schema of this model, or refuses it: `TOO_LONG` with the limit where a size was passed,
 * else `INVALID`; `field` is the path of the first issue.
 *
 * @param within prefix of `field`, for a value that stands inside a list or another input
 * @throws {Refusal}
 */
export function parse<S extends v.GenericSchema>(schema: S, value: unknown, within = ''): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true, abortPipeEarly: true })
  if (result.success) return result.output
  const [issue] = result.issues
  const field = `${within}${pathOf(issue)}` || 'body'
  if (issue.type === 'max_bytes' || issue.type === 'max_length') {
    const unit = issue.type === 'max_bytes' ? 'bytes of UTF-8' : 'items'
    const limit = issue.requirement as number
    throw new Refusal({
      code: 'TOO_LONG',
      message: `${field} is over its limit of ${limit} ${unit}: shorten it`,
      field,
      limit,
    })
  }
  throw new Refusal({ code: 'INVALID', message: `${field} ${messageOf(issue)}`, field })
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  return (issue.path ?? [])
    .map(({ key }, at) => (typeof key === 'number' ? `[${key}]` : `${at > 0 ? '.' : ''}${String(key)}`))
    .join('')
}

/** valibot's own sentences begin with a capital ("Invalid key: …"); ours continue the field's name. */
function messageOf(issue: v.BaseIssue<unknown>): string {
  if (issue.received === 'undefined') return 'is missing'
  return /^[a-z]/.test(issue.message) ? issue.message : `is not valid: ${issue.message}`
}
