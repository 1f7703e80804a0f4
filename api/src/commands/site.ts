import type { Database } from '../database/database.ts'
import { createSiteAdmin, type NewSite, type SiteAdmin } from '../sites/site-admin.ts'
import { type Command, type CommandContext, UsageError, type Values } from './command.ts'
import { many, optional, required } from './options.ts'
import { withDatabase } from './with-database.ts'

const usage = `Usage: damso site <action> [options] [--json]

A site is one web site with its own members and rooms. Changes are seen by a running server within a second.

  damso site create --name <name> [--id <id>] [--origin <origin>]...
      Makes a site and prints its secret and its first site key: this once, keep them.
      --id      1 to 63 of a-z, 0-9 and hyphens; made from the name where it is left out
      --origin  an origin whose pages may show the chat, exactly as browsers send it; may be repeated
  damso site list

  damso site key add --site <id>                  prints a new site key: this once
  damso site key list --site <id>                 the keys by their ids; several may be valid
  damso site key revoke --site <id> --key <key id>

  damso site origins list --site <id>
  damso site origins add --site <id> --origin <origin>...
  damso site origins remove --site <id> --origin <origin>...

The secret signs your members' tokens (HS256) on your own server; the site key lets your server call the GraphQL API. Neither belongs
into a page.

Example:
  damso site create --name "My shop" --id shop --origin https://shop.example
  damso token --site shop --member 42 --name Ann`

/** What is printed for people and, with `--json`, for programs. */
interface Answer {
  lines: string[]
  result: object
}

type Action = (admin: SiteAdmin, values: Values) => Promise<Answer>

const actions: Readonly<Record<string, Action>> = {
  async create(admin, values) {
    const name = required(values, 'name')
    const id = optional(values, 'id') ?? idOf(name)
    const site = await admin.create({ id, name, origins: many(values, 'origin') })
    return { lines: describe(site), result: site }
  },

  async list(admin) {
    const sites = await admin.list()
    return { lines: sites.map(({ id, name }) => `${id}  ${name}`), result: { sites } }
  },

  async 'key add'(admin, values) {
    const made = await admin.addKey(required(values, 'site'))
    return { lines: [`site key ${made.key}`, `key id   ${made.id}`], result: made }
  },

  async 'key list'(admin, values) {
    const keys = await admin.keys(required(values, 'site'))
    const lines = keys.map(({ id, createdAt, revokedAt }) => {
      const made = new Date(createdAt).toISOString()
      return `${id}  made ${made}  ${revokedAt === null ? 'valid' : `revoked ${new Date(revokedAt).toISOString()}`}`
    })
    return { lines, result: { keys } }
  },

  async 'key revoke'(admin, values) {
    const id = required(values, 'key')
    await admin.revokeKey(required(values, 'site'), id)
    return { lines: [`revoked ${id}`], result: { id } }
  },

  async 'origins list'(admin, values) {
    return originsAnswer(await admin.origins(required(values, 'site')))
  },

  async 'origins add'(admin, values) {
    return originsAnswer(await admin.addOrigins(required(values, 'site'), atLeastOne(values)))
  },

  async 'origins remove'(admin, values) {
    return originsAnswer(await admin.removeOrigins(required(values, 'site'), atLeastOne(values)))
  },
}

export const siteCommand: Command = {
  summary: 'makes sites; changes their keys and origins',
  usage,
  options: {
    name: { type: 'string' },
    id: { type: 'string' },
    site: { type: 'string' },
    key: { type: 'string' },
    origin: { type: 'string', multiple: true },
  },
  async run({ config, values, positionals, print }: CommandContext) {
    const action = Object.hasOwn(actions, positionals.join(' ')) ? actions[positionals.join(' ')] : undefined
    if (!action) throw new UsageError(`there is no "damso site ${positionals.join(' ')}"\n\n${usage}`)
    const act = (database: Database) => action(createSiteAdmin(database), values)
    const { lines, result } = await withDatabase(config, act)
    for (const line of lines) print(line)
    return result
  },
}

const describe = ({ id, name, origins, secret, siteKey }: NewSite): string[] => [
  `site     ${id} (${name})`,
  `origins  ${origins.join(' ') || 'none yet: damso site origins add'}`,
  `secret   ${secret}`,
  `site key ${siteKey.key}`,
  `key id   ${siteKey.id}`,
]

const originsAnswer = (origins: string[]): Answer => ({ lines: origins, result: { origins } })

function atLeastOne(values: Values): string[] {
  const origins = many(values, 'origin')
  if (origins.length === 0) throw new UsageError('--origin is missing: name one as https://shop.example')
  return origins
}

/** @throws {UsageError} where the name has no letter that an id can hold */
function idOf(name: string): string {
  const id = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mark}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '')
  if (id === '') throw new UsageError('--id is missing, and the name gives none: use a-z, 0-9 and hyphens')
  return id
}
