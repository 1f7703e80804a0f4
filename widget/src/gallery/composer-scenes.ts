import { limits } from '@damso/schema/model'
import type { RoomView } from '../elements/room/room-view.ts'
import { at, details, hike, messages, timeline, unsent } from './data.ts'
import { approach, find } from './find.ts'
import { type Act, inRoom, type Scene } from './scene.ts'
import type { Talk } from './talk/ko.ts'

const answered = (talk: Talk): Partial<RoomView> => ({
  details: hike(talk),
  timeline: timeline(
    messages(
      [talk.jihun, talk.spikes, at(15, 31)],
      [talk.haeun, talk.spare, at(15, 38)],
      ['나', talk.borrow, at(15, 42)],
    ),
  ),
})

const message = (nth: number) => ['damso-room', 'damso-timeline', `damso-message:nth-of-type(${nth})`]
const composer = ['damso-room', 'damso-composer']

const written = (text: string) => ({ text, mentions: [] })

const focus: Act = async (frame) => (await find(frame, ...composer, 'textarea')).focus()

/** Where a message is written. */
export const composerScenes: readonly Scene[] = [
  inRoom('composer-focus', answered, focus),
  inRoom('five-lines', (talk) => ({ ...answered(talk), draft: written(talk.longMessage) }), focus),
  inRoom('reply', answered, async (frame) => {
    await approach(frame, ...message(2))
    ;(await find(frame, ...message(2), '.tools button:nth-of-type(2)')).click()
    await find(frame, ...composer, '.banner')
  }),
  inRoom('edit', answered, async (frame) => {
    await approach(frame, ...message(3))
    ;(await find(frame, ...message(3), '.tools button:last-of-type')).click()
    ;(await find(frame, ...message(3), '.sheet button:nth-of-type(2)')).click()
    await find(frame, ...composer, '.banner')
  }),
  inRoom('mention', answered, async (frame) => {
    const field = await find<HTMLTextAreaElement>(frame, ...composer, 'textarea')
    field.focus()
    field.value = '@'
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    await find(frame, ...composer, '[role=option]')
  }),
  inRoom('too-long', (talk) => ({ ...answered(talk), draft: written(talk.plan.repeat(limits.messageBytes / 100)) })),
  inRoom('unsent-full', (talk) => ({ ...answered(talk), draft: written(talk.saturday), unsentFull: true })),
  inRoom('slow-mode', (talk) => ({
    details: details(talk.lounge, { slowModeSeconds: 30 }),
    timeline: timeline(messages(['나', talk.photos, at(16, 1)])),
    unsent: [{ ...unsent(talk.tomorrow, at(16, 1)), retryAt: at(16, 2) }],
  })),
  inRoom('cannot-post', (talk) => ({
    details: details(talk.lounge, { viewerCan: ['READ', 'LEAVE'] }),
    timeline: timeline(messages([talk.jihun, talk.photos, at(16, 1)])),
  })),
]
