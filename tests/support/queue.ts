interface Waiter<T> {
  match: (value: T) => boolean
  resolve: (value: T) => void
  reject: (why: Error) => void
  late: NodeJS.Timeout
}

/** Values that arrive by themselves, for a test that waits for one of them and never sleeps. */
export class Queue<T> {
  readonly #values: T[] = []
  readonly #waiting = new Set<Waiter<T>>()
  #ended: Error | undefined

  push(value: T): void {
    for (const waiter of this.#waiting) {
      if (!waiter.match(value)) continue
      this.#waiting.delete(waiter)
      clearTimeout(waiter.late)
      waiter.resolve(value)
      return
    }
    this.#values.push(value)
  }

  /** Nothing more will come: whoever waits is told why. */
  end(why: Error): void {
    this.#ended ??= why
    for (const { reject, late } of this.#waiting) {
      clearTimeout(late)
      reject(this.#ended)
    }
    this.#waiting.clear()
  }

  /**
   * The first value that matches and that nobody has taken yet, also one of the past; others stay.
   * @throws what `end` was given, or after `milliseconds` an error that names `what`
   */
  next(
    match: (value: T) => boolean = () => true,
    { what = 'a value', milliseconds = 60_000 }: { what?: string; milliseconds?: number } = {},
  ): Promise<T> {
    const at = this.#values.findIndex(match)
    if (at !== -1) return Promise.resolve(this.#values.splice(at, 1)[0] as T)
    if (this.#ended) return Promise.reject(this.#ended)
    return new Promise<T>((resolve, reject) => {
      const late = setTimeout(() => {
        this.#waiting.delete(waiter)
        reject(new Error(`${what} did not come within ${milliseconds} ms`))
      }, milliseconds)
      const waiter = { match, resolve, reject, late }
      this.#waiting.add(waiter)
    })
  }

  /** All that came and that nobody has taken. */
  get values(): readonly T[] {
    return this.#values
  }
}
