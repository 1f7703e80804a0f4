/** Nothing of kafkajs is waited for without an end: a metadata request of it can hang for ever. */
export class Overdue extends Error {
  override readonly name = 'Overdue'
}

/** @throws {Overdue} where `work` takes longer; it goes on, and what it ends with is dropped */
export async function within<T>(milliseconds: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Overdue(`${what} took longer than ${milliseconds} ms`)), milliseconds)
  })
  try {
    return await Promise.race([work, overdue])
  } finally {
    clearTimeout(timer)
    work.catch(() => undefined)
  }
}
