export type Unsubscribe = () => void

/** A value that can be watched. Listeners hear of a change after it stands, once per `set`. */
export class Store<T> {
  #value: T
  readonly #listeners = new Set<(value: T) => void>()

  constructor(value: T) {
    this.#value = value
  }

  get value(): T {
    return this.#value
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return
    this.#value = value
    for (const listener of [...this.#listeners]) listener(value)
  }

  /** Replaces some fields of an object value. */
  patch(change: Partial<T>): void {
    this.set({ ...this.#value, ...change })
  }

  subscribe(listener: (value: T) => void): Unsubscribe {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
