import type { RefusalFieldsFragment } from './operations/generated/operations.ts'

/** Why nothing was done, and which argument it is about. */
export interface Refused {
  /** The server's code of the refusal, or `DISCONNECTED`: nothing is known. */
  code: string
  field: string | null
}

/** Undefined: done. */
export type ActResult = Refused | undefined

/**
 * What an act's answer comes to.
 * @param changed called where something was done
 */
export const settling =
  (changed: () => void) =>
  (answer: { __typename: string } | RefusalFieldsFragment): ActResult => {
    if ('code' in answer) return { code: answer.code, field: answer.field }
    changed()
    return undefined
  }
