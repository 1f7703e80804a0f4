import { type JoinPolicy, type PostPolicy, Refusal, type RoomAction, type RoomKind } from '../model/index.ts'
import { builder } from './builder.ts'
import { anyone, member } from './callers.ts'
import { connectionFrom, connectionOf } from './connection.ts'
import { enumOf } from './enum-of.ts'
import { forward, pageArguments, pageCost } from './pages.ts'
import { MembershipRef, MessageRef, RoomRef } from './refs.ts'

export const RoomKindEnum = enumOf<RoomKind>('RoomKind', 'What sort of room it is.', {
  direct: 'Two members; one per pair.',
  group: 'Its members see it.',
  public: 'Everybody of the site sees it.',
})

export const JoinPolicyEnum = enumOf<JoinPolicy>('JoinPolicy', 'How members come in.', {
  invite: 'A member brings them.',
  open: 'They join by themselves.',
  operators: 'An operator brings them.',
})

export const PostPolicyEnum = enumOf<PostPolicy>('PostPolicy', 'Who may post.', {
  members: 'Every member.',
  operators: 'Operators only: announcements.',
})

const RoomActionEnum = enumOf<RoomAction>('RoomAction', 'What someone may do in a room.', {
  read: 'Read messages.',
  post: 'Send messages.',
  react: 'React to messages.',
  invite: 'Bring members in.',
  remove: 'Remove members.',
  setRole: 'Give and take roles.',
  update: 'Change title, picture and policies.',
  deleteAny: 'Delete what others said.',
  join: 'Become a member.',
  leave: 'Go.',
})

RoomRef.implement({
  description: 'A room as the viewer sees it.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Damso’s own id, the same in STOMP destinations.' }),
    key: t.exposeString('key', {
      nullable: true,
      description: 'The site’s own name for it (`order-42`), unique in the site; null: none.',
    }),
    kind: t.expose('kind', { type: RoomKindEnum, description: 'Direct, group or public.' }),
    title: t.string({
      description: 'Of a direct room: the other member’s name.',
      resolve: ({ title, counterpart }) => counterpart?.name ?? title,
    }),
    picture: t.string({
      nullable: true,
      description: 'URL of a square picture; of a direct room: the other member’s.',
      resolve: ({ picture, counterpart }) => counterpart?.picture ?? picture,
    }),
    joinPolicy: t.expose('joinPolicy', { type: JoinPolicyEnum, description: 'How members come in.' }),
    postPolicy: t.expose('postPolicy', { type: PostPolicyEnum, description: 'Who may post.' }),
    slowModeSeconds: t.exposeInt('slowModeSeconds', {
      description: 'Least seconds between two messages of one member; 0: off.',
    }),
    frozen: t.exposeBoolean('frozen', { description: 'Nobody but operators posts for now.' }),
    memberCount: t.exposeInt('memberCount', { description: 'Active members.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    lastSeq: t.exposeInt('lastSeq', { description: '`seq` of the newest archived message; 0: none.' }),
    lastPosition: t.expose('lastPosition', {
      type: 'Position',
      description: 'Position of the newest archived message.',
    }),
    lastMessage: t.field({
      type: MessageRef,
      nullable: true,
      description: 'The newest message; null: nothing was said yet, or not yours to read.',
      resolve: ({ lastMessage }) => lastMessage,
    }),
    viewerMembership: t.field({
      type: MembershipRef,
      nullable: true,
      description: 'What stands between the viewer and the room; null: not a member.',
      resolve: (room, _args, { loaders }) => {
        loaders.rooms.prime(room.id, room)
        return room.viewerMembership
      },
    }),
    viewerCan: t.expose('viewerCan', { type: [RoomActionEnum], description: 'What the viewer may do here now.' }),
  }),
})

export const RoomConnection = connectionOf('Room', RoomRef, 'latest activity first')

builder.queryFields((t) => ({
  room: t.field({
    type: RoomRef,
    nullable: true,
    description: 'By exactly one of id and key. Null: absent or not yours to see.',
    args: {
      id: t.arg.id({ description: 'Damso’s own id.' }),
      key: t.arg.string({ description: 'The site’s own name for it.' }),
    },
    resolve: async (_root, { id, key }, context) => {
      if ((id == null) === (key == null)) {
        throw new Refusal({ code: 'INVALID', message: 'id or key: name exactly one of them', field: 'id' })
      }
      const by = id != null ? { id } : { key: key ?? '' }
      return (await context.services.rooms.find(anyone(context), by)) ?? null
    },
  }),
  publicRooms: t.field({
    type: RoomConnection,
    description: 'Rooms that everybody of the site sees.',
    args: { search: t.arg.string({ description: 'A part of the title.' }), ...forward },
    complexity: pageCost,
    resolve: async (_root, { search, ...page }, context) =>
      connectionFrom(
        await context.services.rooms.publicRooms(member(context), {
          ...pageArguments(page),
          ...(search != null && { search }),
        }),
        page.after,
      ),
  }),
}))
