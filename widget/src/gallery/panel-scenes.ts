import { html } from 'lit'
import type { Client } from '../client/index.ts'
import type { DamsoPanel } from '../elements/panel/panel.ts'
import { launcherStyles } from '../loader/launcher.styles.ts'
import { Launcher } from '../loader/launcher.ts'
import { sheet } from '../loader/sheet.ts'
import { at, ME, member, messages, timeline } from './data.ts'
import { find } from './find.ts'
import { listed } from './list-scenes.ts'
import type { Act, Scene } from './scene.ts'
import { lonelyClient, standingClient } from './standing-client.ts'
import type { Talk } from './talk/ko.ts'
import '../elements/panel/panel.ts'

/** In a shadow root, as it has one in a page; there it inherits nothing of how words break. */
const launcher = (label: string, open = false, unread = 0): HTMLElement => {
  const place = document.createElement('div')
  place.setAttribute('exportparts', 'launcher, badge')
  const root = place.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [
    sheet(launcherStyles),
    sheet(':host { overflow-wrap: normal } button { position: relative }'),
  ]
  const made = new Launcher()
  made.update({ open, unread, label })
  root.append(made.element)
  return place
}

const labelled = (label: string, unread: number) => (unread === 0 ? label : `${label}, ${unread > 99 ? '99+' : unread}`)

const club = (talk: Talk): Client =>
  standingClient({
    rooms: listed(talk).map((room) => ({ ...room, others: [] })),
    members: [member(talk.me, 'OWNER', ME), member(talk.secretary, 'OPERATOR'), member(talk.jihun), member(talk.haeun)],
    timeline: timeline(
      messages(
        [talk.secretary, talk.plan, at(10, 11)],
        [talk.secretary, talk.route, at(10, 12)],
        [talk.jihun, talk.spikes, at(15, 31)],
        [talk.haeun, talk.spare, at(15, 38)],
        ['나', talk.borrow, at(15, 42)],
        ['나', talk.saturday, at(15, 42)],
      ),
    ),
  })

const panel = (name: string, client: (talk: Talk) => Client, act?: Act, wide = true): Scene => ({
  name,
  wide,
  render: ({ locale, talk, phone }) =>
    html`<damso-panel .client=${client(talk)} .lang=${locale.lang} ?closable=${phone}></damso-panel>`,
  act,
})

const enterSecond: Act = async (frame) => {
  ;(await find(frame, 'damso-panel', 'damso-room-list', '.row:nth-of-type(2)')).click()
  await find(frame, 'damso-panel', 'damso-room', 'damso-timeline', 'damso-message')
}

/** The launcher, and the panel as a whole. */
export const panelScenes: readonly Scene[] = [
  {
    name: 'launcher',
    render: ({ locale: { terms } }) => html`<div class="launchers">
      ${[0, 3, 12, 120].map((unread) => launcher(labelled(terms.openChat, unread), false, unread))}${launcher(terms.closeChat, true)}${launcher(labelled(terms.openChat, 3), false, 3)}
    </div>`,
    act: async (frame) => (await find(frame, '.launchers > :last-child', 'button')).focus(),
  },
  panel('signed-out', () => lonelyClient(() => null), undefined, false),
  panel('session-failed', () => lonelyClient(() => Promise.reject(new Error('no answer'))), undefined, false),
  panel('nothing-chosen', club),
  panel('side-by-side', club, enterSecond),
  panel('details-beside-list', club, async (frame) => {
    await enterSecond(frame)
    const shown = await find<DamsoPanel>(frame, 'damso-panel')
    await shown.openScreen('details')
    await find(shown, 'damso-management', 'damso-room-details', 'damso-member-list', 'li')
  }),
]
