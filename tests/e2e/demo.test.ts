import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePorts } from '../support/server.ts'
import { launchBrowser, PATIENCE } from './browser.ts'
import { Chat } from './chat.ts'

let demo: ChildProcess
let data: string
let browser: Browser
let page: Page
let seats: Chat[]

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'damso-demo-'))
  const [port = 0, demoPort = 0] = await freePorts(2)
  const program = new URL('../../../demo/dist/backend/main.js', import.meta.url).href
  const start = `(await import('${program}')).startDemo({ port: ${port}, demoPort: ${demoPort} })`
  demo = spawn(process.execPath, ['--input-type=module', '--eval', start], {
    env: { ...process.env, NODE_ENV: 'test', DAMSO_DATA: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ready = new Promise<void>((resolve) => {
    if (demo.stdout) createInterface({ input: demo.stdout }).on('line', (line) => line.startsWith('Ready') && resolve())
  })
  const ended = once(demo, 'exit').then(() => Promise.reject(new Error('the demo ended before it was ready')))
  ;[browser] = await Promise.all([launchBrowser(), Promise.race([ready, ended])])
  ended.catch(() => {})
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  page.setDefaultTimeout(PATIENCE)
  await page.goto(`http://127.0.0.1:${demoPort}/?lang=en`)
  seats = [0, 1].map((at) => new Chat(page, page.frameLocator('.seat iframe').nth(at)))
})
afterAll(async () => {
  await browser?.close()
  if (demo?.exitCode === null) {
    demo.kill('SIGTERM')
    await once(demo, 'exit')
  }
  await rm(data, { recursive: true, force: true })
})

const counter = (name: string) => page.getByLabel('Since this page was opened').locator(`#count-${name}`)

/** Waits until the page has counted this. */
const counts = (expected: Record<string, string>) =>
  expect
    .poll(
      async () =>
        Object.fromEntries(
          await Promise.all(Object.keys(expected).map(async (name) => [name, await counter(name).textContent()])),
        ),
      { timeout: PATIENCE },
    )
    .toEqual(expected)

test('two members side by side: the talk goes on over a killed server, and the page counts no message twice', async () => {
  const [left, right] = seats as [Chat, Chat]
  for (const seat of seats) {
    await seat.open()
    await seat.list.getByRole('button').first().waitFor()
  }
  const title = await commonRoom(left, right)
  for (const seat of seats) {
    await seat.row(title).click()
    await seat.arrive(title)
  }
  await left.say('Who drives on Saturday?')
  await right.message('Who drives on Saturday?').waitFor()
  await right.say('I do')
  await left.message('I do').waitFor()

  await page.getByRole('button', { name: 'Kill it' }).click()
  await page.getByText('Down', { exact: true }).waitFor()
  await left.say('Three seats?')
  await right.say('Four, if you sit close')
  await page.getByRole('button', { name: 'Start it again' }).click()
  await left.message('Four, if you sit close').waitFor()
  await right.message('Three seats?').waitFor()
  await counts({ sent: '4', stored: '4', duplicated: '0', violations: '0' })
  for (const seat of seats) {
    const talk = (await seat.texts()).slice(-4)
    expect(talk.slice(0, 2)).toEqual(['Who drives on Saturday?', 'I do'])
    expect(talk.slice(2).sort()).toEqual(['Four, if you sit close', 'Three seats?'])
  }
})

test('a seat whose line is cut catches up, under a strict policy and rough rules as well', async () => {
  const [left, right] = seats as [Chat, Chat]
  for (const name of ['Strict CSP', 'Hostile CSS']) await page.getByRole('button', { name }).click()
  for (const seat of seats) await seat.open()
  const title = await commonRoom(left, right)
  for (const seat of seats) {
    await seat.row(title).click()
    await seat.arrive(title)
  }
  const line = (name: string) => page.locator('.seat').first().getByText(name, { exact: true })
  await line('Offline').click()
  await left.say('Written without a line')
  await right.say('Can you read me?')
  await right.message('Can you read me?').waitFor()
  await line('Online').click()
  await left.message('Can you read me?').waitFor()
  await right.message('Written without a line').waitFor()
  await counts({ duplicated: '0', violations: '0' })
})

/** A room in which both may write. */
async function commonRoom(left: Chat, right: Chat): Promise<string> {
  const titles = async (seat: Chat) => {
    await seat.list.getByRole('button').first().waitFor()
    return seat.list.locator('.name').allTextContents()
  }
  const [own, other] = [await titles(left), await titles(right)]
  const both = own.map((title) => title.trim()).filter((title) => other.some((name) => name.trim() === title))
  const title = both.find((name) => !/announce|news|notice/i.test(name))
  if (title === undefined) throw new Error(`no room in common: ${own} and ${other}`)
  return title
}
