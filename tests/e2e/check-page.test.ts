import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proxyWithoutUpgrade } from '../support/proxy-without-upgrade.ts'
import { PATIENCE } from './browser.ts'
import { World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await World.start({ minji: 'Minji' })
})
afterAll(() => world.end())

interface Filled {
  site?: string
  origin?: string
  token?: string
}

/** Fills the page in and waits for what it says, by what it is of. */
async function look(
  address: string,
  { site = 'shop', origin = '', token = '' }: Filled,
): Promise<Record<string, string>> {
  const page: Page = await world.browser.newPage()
  page.setDefaultTimeout(PATIENCE)
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  await page.goto(`${address}/check`)
  await page.getByLabel('Site').fill(site)
  await page.getByLabel('Origin').fill(origin)
  await page.getByLabel('Token').fill(token)
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByRole('heading', { name: /All is well|to mend/ }).waitFor()
  const rows = await page.getByRole('listitem').all()
  const told = await Promise.all(
    rows.map(async (row) => [await row.locator('strong').innerText(), await row.innerText()]),
  )
  expect(faults.filter((text) => /Content Security Policy/.test(text))).toEqual([])
  await page.close()
  return Object.fromEntries(told)
}

test('a setup that is right: all is well', async () => {
  const token = await world.site.token('minji', { name: 'Minji' })
  const told = await look(world.server.http, { origin: world.host.origin, token })
  expect(Object.keys(told).sort()).toEqual([
    'Clock of the server',
    'Clock of who signs',
    'Origin',
    'Site',
    'Token',
    'WebSocket',
  ])
  expect(Object.values(told).every((text) => text.includes('OK'))).toBe(true)
  expect(told.Token).toContain('It lets "minji" in as Minji')
})

test('each thing that is wrong is said, with what to do', async () => {
  const told = await look(world.server.http, { origin: 'https://elsewhere.example', token: 'not.a.token' })
  expect(told.Origin).toContain('damso site origins add --site shop --origin https://elsewhere.example')
  expect(told.Token).toContain('To mend')
  expect((await look(world.server.http, { site: 'shoe' })).Site).toContain('This server has no such site')
})

test('a proxy that passes no Upgrade', async () => {
  const proxy = await proxyWithoutUpgrade(world.server.http)
  try {
    const told = await look(proxy.url, {})
    expect(told.Site).toContain('OK')
    expect(told.WebSocket).toContain('let the proxy pass the headers Upgrade, Connection and Host')
  } finally {
    proxy.end()
  }
})

test('what a code means stands there too, with the lines to copy for this site', async () => {
  const page = await world.browser.newPage()
  page.setDefaultTimeout(PATIENCE)
  await page.goto(
    `${world.server.http}/check?site=shop&origin=${encodeURIComponent('https://elsewhere.example')}#ORIGIN`,
  )
  await page.getByRole('heading', { name: 'ORIGIN' }).and(page.locator(':focus')).waitFor()
  await page.getByText('site origins add --site shop --origin https://elsewhere.example').waitFor()
  await page.getByRole('link', { name: 'SOCKET' }).click()
  await page.getByRole('heading', { name: 'A proxy does not pass Upgrade' }).waitFor()
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByRole('listitem').filter({ hasText: 'Origin' }).getByRole('link', { name: 'ORIGIN' }).click()
  await page.getByRole('heading', { name: 'The origin is not on the list' }).waitFor()
  await page.close()
})
