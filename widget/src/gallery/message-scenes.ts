import { at, details, hike, ME, messages, planned, timeline } from './data.ts'
import { approach, find } from './find.ts'
import { type Act, covered, inRoom, type Scene } from './scene.ts'
import type { Talk } from './talk/ko.ts'

/** Presses something of the n-th message, and waits for what comes of it. */
const press =
  (nth: number, selector: string, comes: string): Act =>
  async (frame) => {
    const message = ['damso-room', 'damso-timeline', `damso-message:nth-of-type(${nth})`]
    await approach(frame, ...message)
    ;(await find(frame, ...message, selector)).click()
    await find(frame, ...message, comes)
  }

const MORE = '.tools button:last-of-type'
const REACT = '.tools button'

const talked = (talk: Talk) => ({
  details: hike(talk),
  timeline: timeline(
    messages(
      ...planned(talk),
      [talk.haeun, talk.spare, at(15, 38)],
      ['나', talk.borrow, at(15, 42)],
      ['나', talk.yes, at(15, 42), { editedAt: at(15, 43) }],
    ),
  ),
})

const long = (talk: Talk) => ({
  details: details(talk.longRoom),
  timeline: timeline(messages([talk.longName, Array(6).fill(talk.plan).join('\n\n'), at(9, 0)])),
})

/** What a message can hold, and what can be done with it. */
export const messageScenes: readonly Scene[] = [
  ...[
    inRoom('message-menu', talked, press(4, MORE, '.sheet button')),
    inRoom('message-menu-of-others', talked, press(3, MORE, '.sheet button')),
    inRoom('emoji', talked, press(3, REACT, '.sheet button')),
    inRoom('emoji-all', talked, async (frame) => {
      await press(3, REACT, '.sheet .more')(frame)
      await press(3, '.sheet .more', '.sheet button:nth-of-type(20)')(frame)
    }),
    inRoom('who-reacted', talked, async (frame) => {
      const reactions = ['damso-room', 'damso-timeline', 'damso-message:nth-of-type(2)', 'damso-reactions']
      ;(await find(frame, ...reactions, '.chip')).focus()
      await find(frame, ...reactions, '.tip')
    }),
  ].map(covered),
  inRoom('message-focus', talked, async (frame) =>
    (await find(frame, 'damso-room', 'damso-timeline', 'damso-message:nth-of-type(3)')).focus(),
  ),
  inRoom('edited-when', talked, press(5, '.edited', '.edited[aria-expanded=true]')),
  inRoom('long', (talk) => ({
    details: details(talk.longRoom),
    timeline: timeline(
      messages(
        [talk.longName, talk.plan.repeat(2), at(9, 0)],
        [talk.jihun, `https://example.com/${'long-address/'.repeat(12)}`, at(9, 1)],
        [talk.jihun, 'ㅋ'.repeat(200), at(9, 2)],
        ['나', `${talk.plan}\n\n${talk.longMessage}`, at(9, 3)],
      ),
    ),
  })),
  inRoom('word-of-10000', (talk) => ({
    details: hike(talk),
    timeline: timeline(messages([talk.jihun, 'W'.repeat(10_000), at(9, 2)], ['나', talk.yes, at(9, 3)])),
  })),
  inRoom('folded', long),
  inRoom('unfolded', long, press(1, '.fold:not([hidden])', '.fold[aria-expanded=true]')),
  inRoom('parts', (talk) => ({
    details: details(talk.map, { memberCount: 6 }),
    signals: {
      typing: [],
      reads: new Map([
        [talk.jihun, 6],
        [talk.haeun, 6],
        [talk.secretary, 2],
      ]),
      online: new Map(),
    },
    timeline: timeline(
      messages(
        [
          talk.jihun,
          `@${talk.me} @Sam Lee ${talk.settings}\n\`\`\`json\n{ "peak": "Baegundae", "height": 836.5, "season": "winter" }\n\`\`\`\n${talk.guide}`,
          at(9, 0),
          {
            named: [
              { id: ME, name: talk.me },
              { id: 'sam', name: 'Sam Lee' },
            ],
          },
        ],
        [talk.jihun, '\u202egnp.exe https://a.kr \u202c', at(9, 5)],
        [talk.haeun, '🎉'.repeat(60), at(9, 6)],
        [
          '나',
          `@${talk.haeun} ${talk.confirmed}`,
          at(9, 8),
          {
            named: [{ id: talk.haeun, name: talk.haeun }],
            editedAt: at(9, 9),
            reactions: [
              { emoji: '👍', members: [ME, talk.haeun, talk.jihun] },
              { emoji: '❤️', members: [talk.haeun] },
            ],
          },
        ],
        ['나', talk.pull, at(9, 9)],
      ),
    ),
  })),
]
