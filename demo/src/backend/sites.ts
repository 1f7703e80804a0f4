import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Community } from '../communities/index.ts'
import { runDamso } from './damso-command.ts'
import type { Settings } from './settings.ts'

/** What the backend of a site holds. */
export interface SiteSecrets {
  /** Signs members' tokens. */
  secret: string
  /** For the site's own calls to GraphQL. */
  key: string
}

type Kept = Record<string, SiteSecrets & { origins: string[] }>

/**
 * Makes the communities' sites on the server by its command line, once: secrets are shown only when they are made, so
 * they are kept in the data folder.
 */
export async function provideSites(
  communities: readonly Community[],
  settings: Settings,
  environment: Record<string, string>,
): Promise<Record<string, SiteSecrets>> {
  const file = join(settings.folder, 'sites.json')
  const kept: Kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const { origins } = settings
  const originOptions = origins.flatMap((origin) => ['--origin', origin])
  for (const { site, name } of communities) {
    const known = kept[site]
    if (known && String(known.origins) === String(origins)) continue
    if (known) {
      await runDamso(['site', 'origins', 'add', '--site', site, ...originOptions], environment)
      kept[site] = { ...known, origins }
    } else {
      const create = ['site', 'create', '--id', site, '--name', name, ...originOptions]
      const { secret, siteKey } = await runDamso<{ secret: string; siteKey: { key: string } }>(create, environment)
      kept[site] = { secret, key: siteKey.key, origins }
    }
    writeFileSync(file, JSON.stringify(kept, null, 2), { mode: 0o600 })
  }
  return kept
}
