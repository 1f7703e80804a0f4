import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { damsoJson } from '../support/damso.ts'

interface Container {
  image?: string
  build?: string
  healthcheck?: { test: string }
  environment?: Readonly<Record<string, string>>
  depends_on?: Readonly<Record<string, { condition: string }>>
  volumes?: readonly string[]
  profiles?: readonly string[]
  read_only?: boolean
}

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const read = (file: string): Promise<string> => readFile(join(repository, file), 'utf8')

/** A tag that names a release; `latest`, or none, is another image tomorrow. */
const pinned = /^[a-z/]+:\d/

const compose = parse(await read('compose.yaml'), { merge: true }) as {
  services: Record<string, Container>
  volumes: Record<string, unknown>
}
const dockerfile = await read('Dockerfile')
const containers = Object.entries(compose.services)
const ours = containers.filter(([, { build }]) => build !== undefined)

describe('compose.yaml', () => {
  test.each(containers)('%s: a pinned image, or ours', (_name, { image, build }) => {
    if (build === undefined) expect(image).toMatch(pinned)
    else expect([image, build]).toEqual([undefined, '.'])
  })

  test.each(containers)('%s: says whether it is healthy', (_name, { healthcheck, build }) => {
    if (build === undefined) expect(healthcheck?.test).toBeTruthy()
    else expect(dockerfile).toMatch(/^HEALTHCHECK .*\n {2}CMD .*\/ready/m)
  })

  test.each(containers)('%s: waits for services that are there, until they are ready', (_name, container) => {
    for (const [name, { condition }] of Object.entries(container.depends_on ?? {})) {
      expect(Object.keys(compose.services)).toContain(name)
      // A migration ends; whatever else is waited for stays.
      expect(condition).toBe(name === 'migrate' ? 'service_completed_successfully' : 'service_healthy')
    }
  })

  test.each(containers)('%s: its volumes are named', (_name, { volumes = [] }) => {
    for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0])
  })

  test('two nodes wait for the migration and for every store, and write to no file of theirs', () => {
    const nodes = containers.filter(([name]) => name.startsWith('node'))
    expect(nodes.map(([name]) => name)).toEqual(['node1', 'node2'])
    for (const [, { depends_on, read_only }] of nodes) {
      expect(Object.keys(depends_on ?? {}).sort()).toEqual(['kafka', 'migrate', 'mongo', 'mysql'])
      expect(read_only).toBe(true)
    }
  })

  test('`up` without a profile is the stores alone', () => {
    const always = containers.filter(([, { profiles }]) => profiles === undefined)
    expect(always.map(([name]) => name)).toEqual(['mysql', 'mongo', 'kafka'])
  })
})

describe('what a node is told', () => {
  let folder: string
  let known: readonly string[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'damso-test-'))
    known = Object.keys(await damsoJson<Record<string, unknown>>({ env: { DAMSO_DATA: folder } }, ['check-config']))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test.each(ours)('%s: settings that `damso check-config` knows', (_name, { environment = {} }) => {
    expect(Object.keys(environment).sort()).toEqual(['DATABASE_URL', 'HISTORY_URL', 'LOG_URL'])
    expect(known).toEqual(expect.arrayContaining(Object.keys(environment)))
  })

  test('the image sets some that it knows', () => {
    const set = [...dockerfile.matchAll(/^ENV (.+)$/gm)].flatMap(([, line = '']) => line.split(' '))
    const names = set.map((setting) => setting.split('=')[0])
    expect(names).toContain('DAMSO_DATA')
    expect(known).toEqual(expect.arrayContaining(names))
  })
})

describe('Dockerfile', () => {
  test('stands on pinned images and on its own stages', () => {
    const stages = [...dockerfile.matchAll(/^FROM (\S+)(?: AS (\S+))?$/gm)].map(([, from = '', name]) => ({
      from,
      name,
    }))
    expect(stages.length).toBeGreaterThan(1)
    for (const { from } of stages) if (!stages.some(({ name }) => name === from)) expect(from).toMatch(pinned)
  })

  test('brings the package.json of every workspace, or npm would not know its lockfile again', async () => {
    const { workspaces } = JSON.parse(await read('package.json')) as { workspaces: string[] }
    for (const name of workspaces) expect(dockerfile).toContain(`\nCOPY ${name}/package.json ${name}/\n`)
  })

  test('does not run as root', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '))
    expect(last).toMatch(/^USER node$/m)
    expect(last.indexOf('\nUSER ')).toBeLessThan(last.indexOf('\nENTRYPOINT '))
  })
})
