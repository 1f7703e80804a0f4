import { afterEach, beforeEach, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import type { RoomMember } from '../../client/index.ts'
import { details, ME } from '../../gallery/data.ts'
import { ko } from '../../locales/ko.ts'
import { createLocale } from '../../locales/locale.ts'
import type { RoomActs } from './acts.ts'
import { DamsoRoomDetails } from './room-details.ts'

const members: RoomMember[] = [
  { id: ME, name: '윤서', picture: null, role: 'OPERATOR', readPosition: 0 },
  { id: 'owner', name: '은채', picture: null, role: 'OWNER', readPosition: 0 },
  { id: 'member', name: '민지', picture: null, role: 'MEMBER', readPosition: 0 },
]

let screen: DamsoRoomDetails
let calls: unknown[][]
let closed: number

beforeEach(async () => {
  calls = []
  closed = 0
  const note =
    (name: string) =>
    async (...given: unknown[]): Promise<undefined> => {
      calls.push([name, ...given])
    }
  const acts: RoomActs = {
    members: async () => ({ members, next: null }),
    candidates: async () => [{ id: 'sora', name: '소라', picture: null, present: false }],
    notify: note('notify'),
    add: async () => ({ code: 'FORBIDDEN', field: 'memberIds' }),
    remove: note('remove'),
    setRole: note('setRole'),
    update: async () => ({ code: 'TOO_LONG', field: 'title' }),
    create: async () => ({ code: 'FORBIDDEN', field: null }),
    leave: note('leave'),
    openDirect: async () => ({ code: 'FORBIDDEN', field: null }),
  }
  screen = new DamsoRoomDetails()
  screen.acts = acts
  screen.member = ME
  screen.locale = createLocale('ko', ko)
  screen.details = details('북한산 산행', {
    viewerMembership: { role: 'OPERATOR', unreadCount: 0, readPosition: 0, readSeq: 0, notify: 'ALL' },
    viewerCan: ['READ', 'POST', 'INVITE', 'REMOVE', 'UPDATE', 'LEAVE'],
  })
  screen.addEventListener('damso-back', () => void closed++)
  document.body.append(screen)
  await screen.focusFirst()
})

afterEach(() => screen.remove())

function focused(): Element | null {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element
}
const label = () => focused()?.textContent?.trim() || focused()?.getAttribute('aria-label')
const find = <E extends HTMLElement>(selector: string, within?: string) => {
  const root = within ? screen.renderRoot.querySelector(within)?.shadowRoot : screen.renderRoot
  return root?.querySelector<E>(selector) ?? undefined
}
const button = (name: string, within?: string) => {
  const root = within ? screen.renderRoot.querySelector(within)?.shadowRoot : screen.renderRoot
  const all = [...(root?.querySelectorAll('button') ?? [])]
  return all.find((one) => (one.getAttribute('aria-label') ?? one.textContent?.trim()) === name) as HTMLButtonElement
}
const listed = () => expect.poll(() => find('li', 'damso-member-list')).toBeTruthy()

test('it opens with the focus on its title, and Escape closes one layer at a time', async () => {
  expect(label()).toBe(ko.roomDetails)
  button(ko.roomSettings).click()
  await expect.poll(label).toBe(ko.roomSettings)
  await userEvent.keyboard('{Escape}')
  await expect.poll(label).toBe(ko.roomSettings)
  expect(focused()?.localName).toBe('button')
  expect(closed).toBe(0)
  await userEvent.keyboard('{Escape}')
  expect(closed).toBe(1)
})

test('a refused name stays as typed, with the reason beside it, also after going back by mistake', async () => {
  button(ko.roomSettings).click()
  await expect.poll(() => find('#title', 'damso-room-settings')).toBeTruthy()
  const field = find<HTMLInputElement>('#title', 'damso-room-settings') as HTMLInputElement
  await userEvent.fill(field, '가'.repeat(100))
  button(ko.save, 'damso-room-settings').click()
  await expect
    .poll(() => find('[role=alert]', 'damso-room-settings')?.textContent)
    .toBe(ko.refused('TOO_LONG', 'title'))
  expect(field.getAttribute('aria-invalid')).toBe('true')
  await expect.poll(focused).toBe(field)
  await userEvent.keyboard('{Escape}')
  await screen.updateComplete
  button(ko.roomSettings).click()
  await screen.updateComplete
  expect(field.value).toBe('가'.repeat(100))
})

test('what another changes meanwhile shows, but not over what is being typed', async () => {
  button(ko.roomSettings).click()
  await expect.poll(() => find('#title', 'damso-room-settings')).toBeTruthy()
  const field = find<HTMLInputElement>('#title', 'damso-room-settings') as HTMLInputElement
  await userEvent.fill(field, '내 이름')
  if (screen.details) screen.details = { ...screen.details, title: '남의 이름', frozen: true }
  await expect.poll(() => find<HTMLInputElement>('[role=switch]', 'damso-room-settings')?.checked).toBe(true)
  expect(field.value).toBe('내 이름')
})

test('a refused invitation says why beside the field, and who was picked stays picked', async () => {
  button(ko.inviteMembers).click()
  const picker = () => find('damso-people-picker', 'damso-invite-members')?.shadowRoot
  await expect.poll(() => picker()?.querySelector('input[type=checkbox]')).toBeTruthy()
  await userEvent.click(picker()?.querySelector('input[type=checkbox]') as Element)
  await expect.poll(() => button(ko.invite(1), 'damso-invite-members')).toBeTruthy()
  button(ko.invite(1), 'damso-invite-members').click()
  await expect
    .poll(() => picker()?.querySelector('[role=alert]')?.textContent)
    .toBe(ko.refused('FORBIDDEN', 'memberIds'))
  expect(picker()?.querySelector('.picked')?.textContent).toContain('소라')
})

test('an operator removes members but no owner, after a question whose first answer is no', async () => {
  await listed()
  const items = () =>
    [...(find('.menu', 'damso-member-list')?.querySelectorAll('button') ?? [])].map((item) => item.textContent)
  button(ko.memberActions('은채'), 'damso-member-list').click()
  await expect.poll(items).toEqual([ko.startDirect])
  await userEvent.keyboard('{Escape}')
  expect(label()).toBe(ko.memberActions('은채'))
  button(ko.memberActions('민지'), 'damso-member-list').click()
  await expect.poll(items).toEqual([ko.startDirect, ko.removeMember])
  await userEvent.keyboard('{ArrowDown}{Enter}')
  await expect.poll(label).toBe(ko.cancel)
  expect(find('.question')?.textContent).toContain(ko.removeHint)
  await userEvent.keyboard('{Escape}')
  await expect.poll(label).toBe(ko.memberActions('민지'))
  expect(calls).toEqual([])

  await userEvent.keyboard('{Enter}{ArrowDown}{Enter}')
  await expect.poll(label).toBe(ko.cancel)
  button(ko.removeMember).click()
  await expect.poll(() => calls).toEqual([['remove', screen.details?.id, 'member']])
  await expect.poll(() => find('.question')).toBeUndefined()
  expect(closed).toBe(0)
})

test('each control is 44 px to touch', async () => {
  await listed()
  const small = ['.row', '.choice', '.icon'].flatMap((selector) =>
    [...screen.renderRoot.querySelectorAll(selector)].filter((one) => one.getBoundingClientRect().height < 44),
  )
  expect(small).toEqual([])
})
