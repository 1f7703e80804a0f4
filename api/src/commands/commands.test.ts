import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { decodeJwt } from 'jose'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readConfig } from '../config.ts'
import { createDatabase, type Database } from '../database/database.ts'
import { createSites, type Sites } from '../sites/create-sites.ts'
import type { NewSite } from '../sites/site-admin.ts'
import { describeDatabases, type TestDatabase } from '../testing/databases.ts'
import { checkConfigCommand } from './check-config.ts'
import type { Command } from './command.ts'
import { siteCommand } from './site.ts'
import { tokenCommand } from './token.ts'

let place: TestDatabase
/** A server that runs meanwhile on the same database. */
let database: Database
let sites: Sites

const fail = (error: unknown) => {
  throw error
}

/** As `main.ts` runs it. */
async function damso(command: Command, ...args: string[]) {
  const { values, positionals } = parseArgs({ args, options: command.options, allowPositionals: true })
  const config = { ...readConfig(), databaseUrl: place.url }
  const lines: string[] = []
  const result = await command.run({ config, values, positionals, print: (line) => lines.push(line) })
  return { lines, result }
}

const createShop = async () =>
  (await damso(siteCommand, 'create', '--name', 'Mein Café', '--id', 'shop', '--origin', 'https://shop.example'))
    .result as NewSite

describeDatabases('commands', (create) => {
  beforeEach(async () => {
    place = await create()
    database = createDatabase({ url: place.url, onFatal: fail })
    await database.migrate()
    sites = await createSites({ database, onPollFailure: fail })
  })
  afterEach(async () => {
    sites.stop()
    await database.stop()
    await place.remove()
  })

  test('a site is made, and a running server knows it, its origin and its key', async () => {
    const { id, secret, siteKey, origins } = await createShop()
    expect({ id, origins }).toEqual({ id: 'shop', origins: ['https://shop.example'] })
    expect(siteKey.key).toMatch(/^damso_sk_[A-Za-z0-9_-]{43}$/)
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(await sites.find('shop')).toEqual({ id: 'shop', name: 'Mein Café', guestsAllowed: false })
    expect(await sites.originAllowed('shop', 'https://shop.example')).toBe(true)
    expect(await sites.keyOwner(siteKey.key)).toEqual({ site: 'shop', keyId: siteKey.id })
    const { lines } = await damso(siteCommand, 'list')
    expect(lines).toEqual(['shop  Mein Café'])
    expect((await damso(siteCommand, 'create', '--name', 'Été 2')).result).toMatchObject({ id: 'ete-2' })
  })

  test('keys rotate: several are valid at once, and a revoked one ends within seconds on a running server', async () => {
    const { siteKey } = await createShop()
    const second = (await damso(siteCommand, 'key', 'add', '--site', 'shop')).result as { id: string; key: string }
    expect(await sites.keyOwner(siteKey.key)).toBeDefined()
    expect(await sites.keyOwner(second.key)).toEqual({ site: 'shop', keyId: second.id })
    await damso(siteCommand, 'key', 'revoke', '--site', 'shop', '--key', siteKey.id)
    await expect.poll(() => sites.keyOwner(siteKey.key), { timeout: 10_000 }).toBeUndefined()
    expect(await sites.keyOwner(second.key)).toBeDefined()
    const { lines } = await damso(siteCommand, 'key', 'list', '--site', 'shop')
    expect(lines.map((line) => line.includes('revoked'))).toEqual([true, false])
    expect(lines.join()).not.toContain('damso_sk_')
  })

  test('origins change on a running server', async () => {
    await createShop()
    expect(await sites.anySiteAllows('https://shop.example')).toBe(true)
    const added = await damso(siteCommand, 'origins', 'add', '--site', 'shop', '--origin', 'http://localhost:4001')
    expect(added.lines).toEqual(['http://localhost:4001', 'https://shop.example'])
    await damso(siteCommand, 'origins', 'remove', '--site', 'shop', '--origin', 'https://shop.example')
    await expect.poll(() => sites.originAllowed('shop', 'https://shop.example'), { timeout: 10_000 }).toBe(false)
    await expect.poll(() => sites.anySiteAllows('https://shop.example'), { timeout: 10_000 }).toBe(false)
    expect(await sites.originAllowed('shop', 'http://localhost:4001')).toBe(true)
  })

  test('a token is printed alone', async () => {
    await createShop()
    const args = ['--site', 'shop', '--member', '42', '--name', 'Ann', '--room', 'lobby', '--room', 'a=b=owner']
    const { lines, result } = await damso(tokenCommand, ...args, '--role', 'operator', '--expires', '8h')
    expect(result).toEqual({ token: lines[0] })
    expect(lines).toHaveLength(1)
    const { exp = 0, iat = 0, ...claims } = decodeJwt(lines[0] ?? '')
    expect(exp - iat).toBe(8 * 60 * 60)
    const rooms = { lobby: 'member', 'a=b': 'owner' }
    expect(claims).toEqual({ sub: '42', name: 'Ann', role: 'operator', aud: 'shop', rooms })
  })

  test('check-config shows each setting by its name in the environment', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'damso-commands-'))
    vi.stubEnv('DAMSO_DATA', folder)
    vi.stubEnv('MESSAGE_RATE', '50')
    const { lines, result } = await damso(checkConfigCommand)
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
    expect(lines).toContainEqual(expect.stringMatching(/^MESSAGE_RATE +environment +50$/))
    expect(lines).toContainEqual(expect.stringMatching(/^CHANGE_RATE +default +60$/))
    expect(result).toMatchObject({ DAMSO_DATA: { value: folder, from: 'environment' } })
  })

  test.each([
    [siteCommand, [], 'there is no "damso site "'],
    [siteCommand, ['constructor'], 'there is no "damso site constructor"'],
    [siteCommand, ['create'], '--name is missing'],
    [siteCommand, ['create', '--name', '담소'], '--id is missing'],
    [siteCommand, ['create', '--name', 'a', '--id', 'A B'], 'id must be 1 to 63'],
    [siteCommand, ['create', '--name', 'x'.repeat(100_000), '--id', 'a'], 'name is over its limit of 200 bytes'],
    [siteCommand, ['create', '--name', 'a', '--origin', 'https://a.example/'], 'write https://a.example'],
    [siteCommand, ['create', '--name', 'a', '--origin', 'https://*.example'], 'is not an origin'],
    [siteCommand, ['create', '--name', 'a', '--origin', 'null'], 'is not an origin'],
    [siteCommand, ['create', '--name', 'Shop'], 'id "shop" is taken'],
    [siteCommand, ['key', 'add', '--site', 'nowhere'], 'There is no site "nowhere"'],
    [siteCommand, ['key', 'revoke', '--site', 'shop', '--key', 'x'], 'has no valid key "x"'],
    [siteCommand, ['origins', 'add', '--site', 'shop'], '--origin is missing'],
    [tokenCommand, ['--site', 'nowhere', '--member', '1', '--name', 'a'], 'There is no site "nowhere"'],
    [tokenCommand, ['--site', 'shop', '--name', 'a'], '--member is missing'],
    [tokenCommand, ['--site', 'shop', '--member', 'a b', '--name', 'a'], '--member holds spaces'],
    [tokenCommand, ['--site', 'shop', '--member', '1', '--name', ' '], '--name is empty'],
    [tokenCommand, ['--site', 'shop', '--member', '1', '--name', 'a', '--role', 'god'], '--role must be one of'],
    [tokenCommand, ['--site', 'shop', '--member', '1', '--name', 'a', '--room', 'x=god'], '--room x= must be one of'],
    [tokenCommand, ['--site', 'shop', '--member', '1', '--name', 'a', '--expires', '25h'], '--expires must be'],
    [tokenCommand, ['--site', 'shop', '--member', '1', '--name', 'a', '--expires', '0s'], '--expires must be'],
  ])('a wrong argument is named: %#', async (command, args, message) => {
    await createShop()
    await expect(damso(command, ...args)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining(message),
    })
  })
})
