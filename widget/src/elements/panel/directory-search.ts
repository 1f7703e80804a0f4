import type { ReactiveControllerHost } from 'lit'
import type { Chat } from '../../client/index.ts'
import type { Directory, DirectoryEvent } from '../room-list/room-list.ts'

/** People to write to and public rooms, while somebody looks for them; the latest question counts. */
export class DirectorySearch {
  found: Directory | null = null
  readonly #host: ReactiveControllerHost

  constructor(host: ReactiveControllerHost) {
    this.#host = host
  }

  async ask(chat: Chat | null, { kind, search }: DirectoryEvent): Promise<void> {
    if (kind === null || !chat) {
      this.close()
      return
    }
    const { members = [], rooms = [] } = this.found ?? {}
    const asked: Directory = { kind, members, rooms, loading: this.found === null }
    this.#show(asked)
    const found = await chat.directory(kind, search).catch(() => ({ members: [], rooms: [] }))
    if (this.found === asked) this.#show({ kind, loading: false, ...found })
  }

  close(): void {
    this.#show(null)
  }

  #show(found: Directory | null): void {
    this.found = found
    this.#host.requestUpdate()
  }
}
