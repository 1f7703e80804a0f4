import { limits } from '@damso/schema/model'
import { expect, test } from 'vitest'
import { Drafts } from './drafts.ts'
import type { KeyValueStorage } from './unsent-storage.ts'

const KEY = 'damso:drafts:shop:ann'

function storage(held?: unknown): KeyValueStorage {
  const entries = new Map(held === undefined ? [] : [[KEY, typeof held === 'string' ? held : JSON.stringify(held)]])
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

test('a draft comes back with whom it names, for its member alone', () => {
  const kept = storage()
  const draft = { text: '@Ben when?', mentions: [{ id: 'u7', name: 'Ben' }] }
  new Drafts(kept, 'shop', 'ann').set('room', draft)
  expect(new Drafts(kept, 'shop', 'ann').get('room')).toEqual(draft)
  expect(new Drafts(kept, 'shop', 'ben').get('room')).toBeUndefined()
  new Drafts(kept, 'shop', 'ann').delete('room')
  expect(kept.length).toBe(0)
})

test('what is no draft is left out, and takes no other with it', () => {
  const mentions = [null, 7, 'u7', { id: 'u7' }, { id: '', name: 'Ben' }, { id: 'u7', name: 'x'.repeat(5_000) }]
  const held = storage([
    null,
    'room',
    ['number', 7],
    ['no text', { mentions: [] }],
    [{}, { text: 'no room' }],
    ['odd', { text: 'kept', mentions: [...mentions, { id: 'u8', name: 'Cem', role: 'owner' }] }],
    ['many', { text: 'kept', mentions: Array.from({ length: 500 }, (_, at) => ({ id: `u${at}`, name: `N${at}` })) }],
    ['whole', { text: 'kept' }],
  ])
  const drafts = new Drafts(held, 'shop', 'ann')
  for (const room of ['room', 'number', 'no text']) expect(drafts.get(room)).toBeUndefined()
  expect(drafts.get('odd')).toEqual({ text: 'kept', mentions: [{ id: 'u8', name: 'Cem' }] })
  expect(drafts.get('many')?.mentions).toHaveLength(limits.mentions)
  expect(drafts.get('whole')).toEqual({ text: 'kept', mentions: [] })
  for (const broken of ['', '{', '{}', 'null', '7'])
    expect(new Drafts(storage(broken), 'shop', 'ann').get('a')).toBeUndefined()
})

test('the oldest of very many is let go, in memory and in what is read', () => {
  const kept = storage()
  const drafts = new Drafts(kept, 'shop', 'ann')
  for (let at = 0; at < 60; at++) drafts.set(`room ${at}`, { text: 'begun', mentions: [] })
  for (const one of [drafts, new Drafts(kept, 'shop', 'ann')])
    expect([one.get('room 9'), one.get('room 10')?.text]).toEqual([undefined, 'begun'])
  const held = storage(Array.from({ length: 500 }, (_, at) => [`room ${at}`, { text: 'begun' }]))
  const read = new Drafts(held, 'shop', 'ann')
  expect([read.get('room 449'), read.get('room 450')?.text]).toEqual([undefined, 'begun'])
})
