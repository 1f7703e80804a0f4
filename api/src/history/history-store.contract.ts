import type { Message } from '@damso/schema/model'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DuplicateMessage, type HistoryStore } from './history-store.ts'
import { editOf, elsewhere, here, message, numbered, otherSite, positionOf } from './message.fixture.ts'

export interface HistoryStoreUnderTest {
  open(): Promise<HistoryStore>
  remove(): Promise<void>
}

const ids = (messages: readonly Message[]) => messages.map(({ id }) => id)

export function describeHistoryStore(name: string, create: () => Promise<HistoryStoreUnderTest>): void {
  describe(`history store: ${name}`, () => {
    let place: HistoryStoreUnderTest
    let store: HistoryStore

    beforeEach(async () => {
      place = await create()
      store = await place.open()
    })

    afterEach(async () => {
      await store.stop()
      await place.remove()
    })

    test('gives back every field as it was inserted, also after it was opened again', async () => {
      const full = message(1, {
        text: '안녕 👋 "quotes" \n\u202e',
        replyTo: message(0).id,
        mentions: ['jun', 'seo'],
        reactions: [{ emoji: '👍', members: ['jun', 'seo'] }],
        revision: positionOf(5),
        editedAt: 1,
      })
      const bare = message(2, { sender: null, seq: null, text: null, deletedAt: 2 })
      const faceless = message(3, { sender: { id: 'jun', name: '준', picture: null } })
      await store.insert([full, bare, faceless])
      await store.stop()
      store = await place.open()
      expect(await store.page(here, { limit: 10 })).toEqual([full, bare, faceless])
    })

    test('an empty room has empty pages; inserting and changing nothing is nothing', async () => {
      await store.insert([])
      await store.change([])
      for (const window of [{}, { before: 9 }, { after: 0 }, { around: 3 }]) {
        expect(await store.page(here, { ...window, limit: 10 })).toEqual([])
      }
      expect(await store.find(here, [])).toEqual([])
      expect(await store.findMany([])).toEqual([])
    })

    test('pages are oldest first, hold what stands next to their place, and exclude it', async () => {
      await store.insert(numbered(1, 30).reverse())
      const page = async (window: object) => ids(await store.page(here, { ...window, limit: 5 }))
      expect(await page({})).toEqual(ids(numbered(26, 30)))
      expect(await page({ before: positionOf(26) })).toEqual(ids(numbered(21, 25)))
      expect(await page({ before: positionOf(3) })).toEqual(ids(numbered(1, 2)))
      expect(await page({ after: 0 })).toEqual(ids(numbered(1, 5)))
      expect(await page({ after: positionOf(5) })).toEqual(ids(numbered(6, 10)))
      expect(await page({ after: positionOf(28) })).toEqual(ids(numbered(29, 30)))
      expect(await page({ before: positionOf(10) - 1 })).toEqual(ids(numbered(5, 9)))
    })

    test('a page of none is empty', async () => {
      await store.insert(numbered(1, 3))
      for (const window of [{}, { before: positionOf(3) }, { after: 0 }, { around: positionOf(2) }]) {
        expect(await store.page(here, { ...window, limit: 0 })).toEqual([])
      }
    })

    test('around gives both sides, the place itself with the older ones', async () => {
      await store.insert(numbered(1, 30))
      const around = async (position: number) => ids(await store.page(here, { around: position, limit: 3 }))
      expect(await around(positionOf(10))).toEqual(ids(numbered(8, 13)))
      expect(await around(positionOf(10) + 1)).toEqual(ids(numbered(8, 13)))
      expect(await around(positionOf(1))).toEqual(ids(numbered(1, 4)))
      expect(await around(positionOf(30))).toEqual(ids(numbered(28, 30)))
    })

    test('walking pages in either direction meets every message once', async () => {
      await store.insert(numbered(1, 53))
      const backwards: Message[] = []
      for (let page = await store.page(here, { limit: 10 }); page.length > 0; ) {
        backwards.unshift(...page)
        page = await store.page(here, { before: page[0]?.position ?? 0, limit: 10 })
      }
      expect(ids(backwards)).toEqual(ids(numbered(1, 53)))
      const forwards: Message[] = []
      for (let page = await store.page(here, { after: 0, limit: 10 }); page.length > 0; ) {
        forwards.push(...page)
        page = await store.page(here, { after: page.at(-1)?.position ?? 0, limit: 10 })
      }
      expect(ids(forwards)).toEqual(ids(numbered(1, 53)))
    })

    test('a replay changes nothing, not even what was changed since', async () => {
      const first = message(1)
      await store.insert([first])
      await store.change([editOf(first, 100, { text: 'edited', editedAt: 5 })])
      await store.insert([first, message(2)])
      expect(await store.page(here, { limit: 10 })).toEqual([
        { ...first, text: 'edited', editedAt: 5, revision: 100 },
        message(2),
      ])
    })

    test('a known id with another position is named; the others are stored', async () => {
      await store.insert([message(1), message(2)])
      const late = { ...message(1), position: positionOf(9), revision: positionOf(9) }
      const failed = store.insert([message(2), late, message(3)])
      await expect(failed).rejects.toThrow(DuplicateMessage)
      await expect(failed).rejects.toMatchObject({ ids: [late.id] })
      expect(await store.page(here, { limit: 10 })).toEqual(numbered(1, 3))
    })

    test('a position that holds another message is a fault of the log, not a duplicate', async () => {
      await store.insert([message(1)])
      const displaced = message(2, { position: positionOf(1), revision: positionOf(1) })
      await expect(store.insert([displaced])).rejects.toSatisfy((error) => !(error instanceof DuplicateMessage))
      expect(await store.page(here, { limit: 10 })).toEqual([message(1)])
    })

    test('orders and gives back positions of any size, and compares revisions of any', async () => {
      const places = [1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 + 1, 2 ** 43 + 7, 2 ** 53 - 2, 2 ** 53 - 1]
      const all = places.map((position, at) => message(at + 1, { position, revision: position }))
      await store.insert(all.toReversed())
      expect(await store.page(here, { limit: 10 })).toEqual(all)
      for (const [at, position] of places.entries()) {
        expect(await store.page(here, { before: position, limit: 10 })).toEqual(all.slice(0, at))
        expect(await store.page(here, { after: position, limit: 10 })).toEqual(all.slice(at + 1))
        expect(await store.seqAt(here, position)).toBe(at + 1)
      }
      const [small] = all as [Message]
      await store.change([editOf(small, 2 ** 31, { text: 'older' })])
      await store.change([editOf(small, 2 ** 53 - 1, { text: 'newest' })])
      await store.change([editOf(small, 2 ** 53 - 2, { text: 'late' })])
      expect(await store.find(here, [small.id])).toEqual([{ ...small, text: 'newest', revision: 2 ** 53 - 1 }])
    })

    test('of several changes of one message in one call the newest stays', async () => {
      const first = message(1)
      await store.insert([first])
      await store.change([200, 300, 100].map((revision) => editOf(first, revision, { text: `at ${revision}` })))
      expect(await store.find(here, [first.id])).toEqual([{ ...first, text: 'at 300', revision: 300 }])
    })

    test('a change counts only where it is newer, and only in its own room', async () => {
      const first = message(1)
      await store.insert([first])
      await store.change([editOf(first, 100, { text: null, deletedAt: 7, reactions: [] })])
      await store.change([
        editOf(first, 100, { text: 'the same revision' }),
        editOf(first, 99, { text: 'older' }),
        editOf({ ...first, ...elsewhere }, 200, { text: 'other room' }),
        editOf({ ...first, ...otherSite }, 200, { text: 'other site' }),
      ])
      expect(await store.find(here, [first.id])).toEqual([{ ...first, text: null, deletedAt: 7, revision: 100 }])
    })

    test('rooms and sites do not see each other', async () => {
      const there = message(2, { room: elsewhere.room })
      const abroad = message(3, { site: otherSite.site })
      await store.insert([message(1), there, abroad])
      expect(await store.page(here, { limit: 10 })).toEqual([message(1)])
      expect(await store.page(elsewhere, { limit: 10 })).toEqual([there])
      expect(await store.page(otherSite, { limit: 10 })).toEqual([abroad])
      expect(await store.find(here, [there.id, abroad.id, message(1).id])).toEqual([message(1)])
      expect(await store.findMany([{ room: otherSite, id: message(1).id }])).toEqual([])
      expect(await store.seqAt(elsewhere, positionOf(1))).toBe(0)
      expect(await store.positionAt(elsewhere, message(3).sentAt)).toBeUndefined()
    })

    test('findMany looks into many rooms at once; absent ones are left out', async () => {
      const there = message(2, { room: elsewhere.room })
      await store.insert([message(1), there, message(3)])
      const found = await store.findMany([
        { room: here, id: message(3).id },
        { room: elsewhere, id: there.id },
        { room: here, id: message(99).id },
      ])
      expect(found.sort((one, other) => one.position - other.position)).toEqual([there, message(3)])
    })

    test('seqAt passes over what does not count', async () => {
      await store.insert([message(1), message(2), message(3, { seq: null }), message(4, { seq: 3 })])
      expect(await store.seqAt(here, positionOf(1) - 1)).toBe(0)
      expect(await store.seqAt(here, positionOf(2))).toBe(2)
      expect(await store.seqAt(here, positionOf(3))).toBe(2)
      expect(await store.seqAt(here, positionOf(100))).toBe(3)
    })

    test('positionAt finds the first message at or after a time', async () => {
      await store.insert(numbered(1, 5))
      const { sentAt } = message(3)
      expect(await store.positionAt(here, 0)).toBe(positionOf(1))
      expect(await store.positionAt(here, sentAt)).toBe(positionOf(3))
      expect(await store.positionAt(here, sentAt + 1)).toBe(positionOf(4))
      expect(await store.positionAt(here, message(5).sentAt + 1)).toBeUndefined()
    })

    test('takes, changes and finds a thousand in one call', async () => {
      const all = numbered(1, 1_000)
      await store.insert(all)
      await store.change(all.map((one) => editOf(one, 10_000, { text: null, deletedAt: 1 })))
      const found = await store.findMany(all.map(({ id }) => ({ room: here, id })))
      expect(new Set(ids(found)).size).toBe(1_000)
      expect(found.every(({ revision, text }) => revision === 10_000 && text === null)).toBe(true)
    })
  })
}
