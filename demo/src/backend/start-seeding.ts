import { join } from 'node:path'
import { type Community, communities } from '../communities/index.ts'
import type { Callers } from '../seed/index.ts'
import { createApi, openProgress, seedLargeRooms, seedRooms } from '../seed/index.ts'
import { print } from './print.ts'
import type { Settings } from './settings.ts'
import type { SiteSecrets } from './sites.ts'
import type { StatusBoard } from './status.ts'
import { signToken } from './token.ts'

interface Options {
  settings: Settings
  secrets: Record<string, SiteSecrets>
  board: StatusBoard
  signal: AbortSignal
}

/** Resolves when the small rooms are there; `large` settles when the large ones are too, or when it is stopped. */
export async function startSeeding({ settings, secrets, board, signal }: Options): Promise<{ large: Promise<void> }> {
  const progress = openProgress(join(settings.folder, 'seed.json'))
  const url = `http://127.0.0.1:${settings.port}/graphql`
  const seeds = communities.map((community) => ({ community, callers: createCallers(community, url) }))

  for (const { community, callers } of seeds) await seedRooms(community, callers, progress)
  return { large: seedLarge().catch((error: unknown) => (signal.aborted ? undefined : Promise.reject(error))) }

  async function seedLarge() {
    for (const { community, callers } of seeds) {
      await seedLargeRooms(community, callers, progress, (title, stored, count) => {
        board.writeSeeding({ title, stored, count })
        if (stored % 5_000 === 0 || stored === count) print(`Filling “${title}”: ${stored} of ${count} messages`)
      })
    }
    board.writeSeeding(null)
  }

  function createCallers(community: Community, api: string): Callers {
    const { secret, key } = secrets[community.site] ?? { secret: '', key: '' }
    return {
      backend: createApi(api, () => key, signal),
      as(member) {
        const persona = community.personas.find(({ id }) => id === member)
        const name = community.members.find(({ id }) => id === member)?.name ?? member
        return createApi(
          api,
          () => signToken(community, persona ?? { id: member, name, role: 'member' }, secret),
          signal,
        )
      },
    }
  }
}
