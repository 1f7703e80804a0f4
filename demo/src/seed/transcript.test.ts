import { describe, expect, it } from 'vitest'
import { communities } from '../communities/index.ts'
import { parseTranscript } from './transcript.ts'

const now = new Date(2026, 10, 23, 15, 0).getTime()

describe('parseTranscript', () => {
  it('places lines on days and minutes before now', () => {
    const messages = parseTranscript('@-3\n19:02 minji: 안녕하세요: 반가워요\n@recent\n-5 seoyeon: 네', now)
    expect(messages).toEqual([
      { as: 'minji', text: '안녕하세요: 반가워요', sentAt: new Date(2026, 10, 20, 19, 2).getTime() },
      { as: 'seoyeon', text: '네', sentAt: now - 300_000 },
    ])
  })

  it('refuses a line that it cannot read', () => {
    expect(() => parseTranscript('minji 19:02 hello', now)).toThrow('Not a line of a transcript')
  })
})

describe.each(communities)('the rooms of $name', (community) => {
  const scripted = [...community.rooms, ...community.directRooms].filter((room) => room.transcript !== undefined)

  it('are told in order, by their members, in the past', () => {
    for (const room of scripted) {
      const members = 'between' in room ? room.between : room.members
      const messages = parseTranscript(room.transcript ?? '', now)
      expect(messages.length).toBeGreaterThan(1)
      for (const [index, message] of messages.entries()) {
        expect(members).toContain(message.as)
        expect(message.sentAt).toBeLessThan(now)
        expect(message.sentAt).toBeGreaterThanOrEqual(messages[index - 1]?.sentAt ?? 0)
      }
    }
  })

  it('name members that the community has', () => {
    const known = community.members.map(({ id }) => id)
    for (const room of community.rooms)
      expect(known).toEqual(expect.arrayContaining([...room.members, ...room.operators]))
    expect(known).toEqual(expect.arrayContaining(community.personas.map(({ id }) => id)))
  })
})
