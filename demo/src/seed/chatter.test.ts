import { describe, expect, it } from 'vitest'
import { communities } from '../communities/index.ts'
import { inventChatter } from './chatter.ts'

const now = new Date(2026, 10, 23, 15, 0).getTime()
const people = ['a1', 'b2', 'c3', 'd4']
const options = { count: 20_000, days: 210, now, seed: 7 }

describe.each(communities)('chatter of $name', ({ scenes }) => {
  const messages = inventChatter(scenes, people, options)

  it('is as much as asked, in order, in the past, over months', () => {
    expect(messages).toHaveLength(20_000)
    const times = messages.map(({ sentAt }) => sentAt)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times.at(-1)).toBeLessThanOrEqual(now)
    expect(now - (times[0] ?? now)).toBeGreaterThan(200 * 86_400_000)
  })

  it('fills every slot and knows every speaker', () => {
    expect(messages.filter(({ text }) => /[{}]/.test(text) || text.trim() === '')).toEqual([])
    expect(new Set(messages.map(({ as }) => as))).toEqual(new Set(people))
  })

  it('is the same every time, and another with another seed', () => {
    expect(inventChatter(scenes, people, options)).toEqual(messages)
    expect(inventChatter(scenes, people, { ...options, seed: 8 })).not.toEqual(messages)
  })
})

describe.each(communities)('the crowd of $name', ({ crowd }) => {
  it('has no name and no id twice', () => {
    const members = crowd(300)
    expect(new Set(members.map(({ id }) => id)).size).toBe(300)
    expect(new Set(members.map(({ name }) => name)).size).toBe(300)
  })
})
