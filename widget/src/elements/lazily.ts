import { perform } from './act.ts'

/** A part that comes with its first use. Where it cannot be loaded the panel says so, and the next use tries again. */
export async function lazily<Part>(element: EventTarget, load: () => Promise<Part>): Promise<Part | undefined> {
  try {
    return await load()
  } catch {
    perform(element, { type: 'not-loaded' })
    return undefined
  }
}
