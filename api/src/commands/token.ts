import { displayName, limits, parse, pictureUrl, roomRoles, siteKey, siteRoles } from '@damso/schema/model'
import * as v from 'valibot'
import { signToken } from '../identity/token.ts'
import { createSiteAdmin } from '../sites/site-admin.ts'
import { type Command, type CommandContext, UsageError, type Values } from './command.ts'
import { many, optional, required } from './options.ts'
import { withDatabase } from './with-database.ts'

const usage = `Usage: damso token --site <id> --member <user id> --name <name> [options] [--json]

Signs a member's token with the newest secret of the site and prints it alone, to try things out. In production your own server signs
tokens: a JWT, HS256, with the claims that these options name.

  --site <id>          claim aud
  --member <user id>   claim sub: your own id of the member
  --name <name>        claim name
  --picture <url>      claim picture
  --role <role>        claim role: member (unless said) or operator, who moderates every room of the site
  --room <key>=<role>  claim rooms: lets the member into a room by your own key; role: member, operator, owner; may be repeated
  --expires <time>     claim exp, from now: 90s, 15m, 8h; 1h unless said, 24h at most

Example:
  TOKEN=$(damso token --site shop --member 42 --name Ann --room lobby=member)
  curl localhost:4000/graphql -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
    -d '{"query": "{ viewer { member { name } rooms(first: 10) { nodes { title } } } }"}'`

const DAY = 24 * 60 * 60
const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 60 * 60 }

export const tokenCommand: Command = {
  summary: 'signs a member’s token',
  usage,
  options: {
    site: { type: 'string' },
    member: { type: 'string' },
    name: { type: 'string' },
    picture: { type: 'string' },
    role: { type: 'string' },
    room: { type: 'string', multiple: true },
    expires: { type: 'string' },
  },
  async run({ config, values, positionals, print }: CommandContext) {
    if (positionals.length > 0) throw new UsageError(`there is no "damso token ${positionals.join(' ')}"\n\n${usage}`)
    const site = required(values, 'site')
    const token = await withDatabase(config, async (database) => {
      const secret = await createSiteAdmin(database).secret(site)
      return signToken(new TextEncoder().encode(secret), site, claimsOf(values), secondsOf(values))
    })
    print(token)
    return { token }
  },
}

function claimsOf(values: Values) {
  const picture = optional(values, 'picture')
  const role = optional(values, 'role')
  const rooms = roomsOf(values)
  return {
    sub: parse(siteKey, required(values, 'member'), '--member'),
    name: parse(displayName, required(values, 'name'), '--name'),
    ...(picture !== undefined && { picture: parse(pictureUrl, picture, '--picture') }),
    ...(role !== undefined && { role: parse(oneOf(siteRoles), role, '--role') }),
    ...(Object.keys(rooms).length > 0 && { rooms }),
  }
}

function roomsOf(values: Values): Record<string, string> {
  const given = many(values, 'room').map((text) => {
    const [, key = text, role = 'member'] = /^(.*)=([^=]*)$/.exec(text) ?? []
    return [parse(siteKey, key, '--room'), parse(oneOf(roomRoles), role, `--room ${key}=`)] as const
  })
  if (given.length > limits.roomsPerToken)
    throw new UsageError(`--room: a token grants at most ${limits.roomsPerToken} rooms`)
  return Object.fromEntries(given)
}

function secondsOf(values: Values): number {
  const [, count, unit = ''] = /^(\d{1,6})([smh])$/.exec(optional(values, 'expires') ?? '1h') ?? []
  const seconds = Number(count) * (units[unit] ?? Number.NaN)
  if (seconds > 0 && seconds <= DAY) return seconds
  throw new UsageError('--expires must be a time as 90s, 15m or 8h, at most 24h')
}

const oneOf = <const T extends readonly string[]>(words: T) => v.picklist(words, `must be one of ${words.join(', ')}`)
