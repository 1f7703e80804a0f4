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
    const asked: Directory = { kind, search, members, rooms, status: this.found === null ? 'loading' : 'ready' }
    this.#show(asked)
    const found = await chat.directory(kind, search).catch(() => undefined)
    if (this.found === asked)
      this.#show(found ? { ...asked, ...found, status: 'ready' } : { ...asked, status: 'failed' })
  }

  close(): void {
    this.#show(null)
  }

  #show(found: Directory | null): void {
    this.found = found
    this.#host.requestUpdate()
  }
}
