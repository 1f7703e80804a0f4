import { expect, test } from 'vitest'
import type { UnsentMessage } from './unsent.ts'
import { createUnsentStorage, type KeyValueStorage } from './unsent-storage.ts'

function memory(): KeyValueStorage {
  const entries = new Map<string, string>()
  return {
    get length() {
      return entries.size
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  }
}

const message = (nonce: string, at: number): UnsentMessage => ({
  nonce,
  room: 'room',
  text: '안녕',
  replyTo: null,
  mentions: [],
  at,
  tried: false,
  failed: null,
})

test('what one tab wrote another one loads, in order of writing', () => {
  const storage = memory()
  createUnsentStorage(storage, 'shop', 'ann').save(message('b', 2))
  createUnsentStorage(storage, 'shop', 'ann').save(message('a', 1))
  expect(
    createUnsentStorage(storage, 'shop', 'ann')
      .load()
      .map(({ nonce }) => nonce),
  ).toEqual(['a', 'b'])
})

test('whom a message names is kept; an entry from before there were mentions names nobody', () => {
  const storage = memory()
  const { mentions, ...before } = message('b', 2)
  storage.setItem('damso:unsent:shop:ann:b', JSON.stringify(before))
  createUnsentStorage(storage, 'shop', 'ann').save({ ...message('a', 1), mentions: [{ id: 'ben', name: 'Ben' }] })
  expect(
    createUnsentStorage(storage, 'shop', 'ann')
      .load()
      .map((kept) => kept.mentions),
  ).toEqual([[{ id: 'ben', name: 'Ben' }], mentions])
})

test('another member and another site see nothing of it', () => {
  const storage = memory()
  createUnsentStorage(storage, 'shop', 'ann').save(message('a', 1))
  expect(createUnsentStorage(storage, 'shop', 'ann:2').load()).toEqual([])
  expect(createUnsentStorage(storage, 'other', 'ann').load()).toEqual([])
})

test('entries that were damaged are passed over', () => {
  const storage = memory()
  storage.setItem('damso:unsent:shop:ann:x', '{')
  storage.setItem('damso:unsent:shop:ann:y', '{"nonce":1}')
  storage.setItem('damso:unsent:shop:ann:z', 'null')
  expect(createUnsentStorage(storage, 'shop', 'ann').load()).toEqual([])
})

test('storage that throws is as good as none', () => {
  const broken = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  const throwing = { getItem: broken, setItem: broken, removeItem: broken, key: broken, length: 1 }
  for (const storage of [throwing as KeyValueStorage, undefined]) {
    const unsent = createUnsentStorage(storage, 'shop', 'ann')
    unsent.save(message('a', 1))
    unsent.remove('a')
    expect(unsent.load()).toEqual([])
  }
})
