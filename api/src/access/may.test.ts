import type { MembershipState, RoomRole, SiteRole } from '@damso/schema/model'
import type { MemberViewer, ServerViewer } from '@damso/schema/services'
import { describe, expect, test } from 'vitest'
import { may, maySee, viewerCan, whyNot } from './may.ts'

const NOW = 1_000_000

const viewer = (role: SiteRole = 'member', site = 'shop'): MemberViewer => ({
  ...{ kind: 'member', site, role, expiresAt: NOW },
  member: { id: 'ann', name: 'Ann', picture: null },
})
const server: ServerViewer = { kind: 'server', site: 'shop', keyId: 'key' }
const group = { site: 'shop', kind: 'group', joinPolicy: 'invite', postPolicy: 'members', frozen: false } as const
const held = (role: RoomRole = 'member', state: MembershipState = 'active', mutedUntil: number | null = null) => ({
  ...{ role, state, mutedUntil },
})

describe('what a viewer can do', () => {
  const member = 'read post react invite leave'
  const operator = 'read post react invite remove update deleteAny leave'
  const owner = 'read post react invite remove setRole update deleteAny leave'
  test.each([
    ['a member of a group', viewer(), group, held(), member],
    ['an operator', viewer(), group, held('operator'), operator],
    ['an owner', viewer(), group, held('owner'), owner],
    ['an operator of the site, as a member', viewer('operator'), group, held(), owner],
    [
      'an operator of the site',
      viewer('operator'),
      group,
      undefined,
      'read invite remove setRole update deleteAny join',
    ],
    ['a banned operator of the site', viewer('operator'), group, held('member', 'banned'), ''],
    ['a stranger', viewer(), group, undefined, ''],
    ['who left', viewer(), group, held('owner', 'left'), ''],
    ['who was removed', viewer(), group, held('owner', 'removed'), ''],
    ['a stranger before an open room', viewer(), { ...group, joinPolicy: 'open' }, undefined, 'join'],
    ['a stranger before a public room', viewer(), { ...group, kind: 'public', joinPolicy: 'open' }, undefined, 'join'],
    ['a stranger before a public room by invitation', viewer(), { ...group, kind: 'public' }, undefined, ''],
    ['who left an open room', viewer(), { ...group, joinPolicy: 'open' }, held('member', 'left'), 'join'],
    ['who was removed from an open room', viewer(), { ...group, joinPolicy: 'open' }, held('member', 'removed'), ''],
    ['who was banned from an open room', viewer(), { ...group, joinPolicy: 'open' }, held('member', 'banned'), ''],
    [
      'a member where operators invite',
      viewer(),
      { ...group, joinPolicy: 'operators' },
      held(),
      'read post react leave',
    ],
    [
      'a member where operators post',
      viewer(),
      { ...group, postPolicy: 'operators' },
      held(),
      'read react invite leave',
    ],
    ['a member of a frozen room', viewer(), { ...group, frozen: true }, held(), 'read invite leave'],
    ['an operator of a frozen room', viewer(), { ...group, frozen: true }, held('operator'), operator],
    ['who is muted', viewer(), group, held('member', 'active', NOW + 1), 'read invite leave'],
    ['who was muted', viewer(), group, held('member', 'active', NOW), member],
    ['one of two', viewer(), { ...group, kind: 'direct' }, held(), 'read post react'],
    ['an operator before two', viewer('operator'), { ...group, kind: 'direct' }, undefined, ''],
    ['the backend', server, group, undefined, 'read post invite remove setRole update deleteAny'],
    ['the backend before two', server, { ...group, kind: 'direct' }, undefined, 'read post deleteAny'],
    ['someone of another site', viewer('operator', 'other'), group, held('owner'), ''],
  ] as const)('%s', (_, who, room, membership, expected) => {
    expect(viewerCan(who, room, membership, NOW).join(' ')).toBe(expected)
    for (const action of viewerCan(who, room, membership, NOW))
      expect(may(who, action, room, membership, NOW)).toBe(true)
  })
})

describe('a refusal says why', () => {
  test.each([
    ['read', group, undefined, { code: 'NOT_FOUND' }],
    ['read', { ...group, joinPolicy: 'open' }, undefined, { code: 'FORBIDDEN', message: 'Join this room first' }],
    ['post', { ...group, joinPolicy: 'open' }, held('member', 'left'), { code: 'FORBIDDEN' }],
    ['post', group, held('member', 'active', NOW + 1_500), { code: 'MUTED', retryAfter: 2 }],
    ['post', { ...group, frozen: true }, held(), { code: 'FROZEN' }],
    ['post', { ...group, postPolicy: 'operators' }, held(), { code: 'OPERATORS_ONLY' }],
    ['update', group, held(), { code: 'FORBIDDEN' }],
    ['update', group, held('owner', 'removed'), { code: 'NOT_FOUND' }],
  ] as const)('%s', (action, room, membership, expected) => {
    expect(whyNot(viewer(), action, room, membership, NOW)).toMatchObject(expected)
  })
})

test('a public room is seen by all of its site but those who are kept out', () => {
  const room = { ...group, kind: 'public' as const }
  expect(maySee(viewer(), room, undefined)).toBe(true)
  expect(maySee(viewer(), room, held('member', 'banned'))).toBe(false)
  expect(maySee(viewer('member', 'other'), room, undefined)).toBe(false)
  expect(maySee({ ...server, site: 'other' }, room, undefined)).toBe(false)
})
