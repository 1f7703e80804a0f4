import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Unsubscribe } from '../client/index.ts'

/** A store, whatever it holds. */
interface Watchable {
  subscribe(listener: () => void): Unsubscribe
}

/** Renders its element again when one of the watched stores changes, while the element stands in the page. */
export class StoreController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #stores: () => (Watchable | undefined)[]
  #watched: (Watchable | undefined)[] = []
  #stops: Unsubscribe[] = []

  /** @param stores the stores to watch now; asked again with every update */
  constructor(host: ReactiveControllerHost, stores: () => (Watchable | undefined)[]) {
    this.#host = host
    this.#stores = stores
    host.addController(this)
  }

  hostUpdate(): void {
    const stores = this.#stores()
    if (stores.length === this.#watched.length && stores.every((store, at) => store === this.#watched[at])) return
    this.hostDisconnected()
    this.#watched = stores
    this.#stops = stores.flatMap((store) => (store ? [store.subscribe(() => this.#host.requestUpdate())] : []))
  }

  hostConnected(): void {
    this.#host.requestUpdate()
  }

  hostDisconnected(): void {
    for (const stop of this.#stops) stop()
    this.#stops = []
    this.#watched = []
  }
}
