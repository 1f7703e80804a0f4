import type { ModelAttributes } from 'sequelize'
import * as columns from '../columns.ts'
import type { MigrationContext } from './migration.ts'

interface Index {
  name: string
  fields: (string | { name: string; order: 'DESC' })[]
  unique?: boolean
}

const ofSite = { references: { model: 'sites', key: 'id' } }
const descending = (name: string) => ({ name, order: 'DESC' as const })

const tables: Record<string, ModelAttributes> = {
  sites: {
    id: columns.siteId.key,
    name: columns.displayName.required,
    guests_allowed: { ...columns.flag.required, defaultValue: false },
    direct_policy: { ...columns.word.required, defaultValue: 'anyone' },
    created_at: columns.time.required,
  },
  site_origins: {
    site: { ...columns.siteId.key, ...ofSite },
    origin: columns.origin.key,
  },
  site_secrets: {
    site: { ...columns.siteId.key, ...ofSite },
    id: columns.word.key,
    secret: columns.origin.required,
    created_at: columns.time.required,
    revoked_at: columns.time.nullable,
  },
  site_keys: {
    site: { ...columns.siteId.key, ...ofSite },
    id: columns.word.key,
    hash: columns.hash.required,
    created_at: columns.time.required,
    revoked_at: columns.time.nullable,
  },
  members: {
    site: { ...columns.siteId.key, ...ofSite },
    id: columns.memberId.key,
    name: columns.displayName.required,
    picture: columns.picture.nullable,
    created_at: columns.time.required,
    updated_at: columns.time.required,
  },
  rooms: {
    site: { ...columns.siteId.key, ...ofSite },
    id: columns.roomId.key,
    key: columns.roomKey.nullable,
    kind: columns.word.required,
    title: columns.displayName.required,
    picture: columns.picture.nullable,
    join_policy: columns.word.required,
    post_policy: { ...columns.word.required, defaultValue: 'members' },
    slow_mode_seconds: { ...columns.count.required, defaultValue: 0 },
    frozen: { ...columns.flag.required, defaultValue: false },
    member_count: { ...columns.count.required, defaultValue: 0 },
    last_seq: { ...columns.position.required, defaultValue: 0 },
    last_position: { ...columns.position.required, defaultValue: 0 },
    last_change_position: { ...columns.position.required, defaultValue: 0 },
    last_message: columns.json.nullable,
    act_at: columns.time.required,
    created_at: columns.time.required,
    direct_pair: columns.hash.nullable,
  },
  memberships: {
    site: columns.siteId.key,
    room: columns.roomId.key,
    member: columns.memberId.key,
    role: { ...columns.word.required, defaultValue: 'member' },
    state: { ...columns.word.required, defaultValue: 'active' },
    version: { ...columns.position.required, defaultValue: 1 },
    joined_at: columns.time.required,
    read_position: { ...columns.position.required, defaultValue: 0 },
    read_seq: { ...columns.position.required, defaultValue: 0 },
    notify: { ...columns.word.required, defaultValue: 'all' },
    muted_until: columns.time.nullable,
    act_at: columns.time.required,
    large: { ...columns.flag.required, defaultValue: false },
  },
  outbox: {
    id: columns.eventId.key,
    site: columns.siteId.required,
    room: columns.roomId.required,
    kind: columns.word.required,
    record: columns.json.required,
    created_at: columns.time.required,
  },
  partitions: {
    epoch: columns.count.key,
    partition: columns.count.key,
    owner: columns.word.nullable,
    fence: { ...columns.position.required, defaultValue: 0 },
    lease_until: { ...columns.time.required, defaultValue: 0 },
    archived_position: { ...columns.position.required, defaultValue: 0 },
    archived_event_id: columns.eventId.nullable,
  },
  revocations: {
    sequence: { ...columns.count.key, autoIncrement: true },
    site: columns.siteId.required,
    kind: columns.word.required,
    subject: columns.origin.required,
    created_at: columns.time.required,
  },
}

const indexes: [table: string, index: Index][] = [
  ['site_keys', { name: 'site_keys_by_hash', fields: ['hash'], unique: true }],
  ['members', { name: 'members_by_name', fields: ['site', 'name', 'id'] }],
  ['rooms', { name: 'rooms_by_key', fields: ['site', 'key'], unique: true }],
  ['rooms', { name: 'rooms_by_direct_pair', fields: ['site', 'direct_pair'], unique: true }],
  ['rooms', { name: 'rooms_by_activity', fields: ['site', 'kind', descending('act_at'), descending('id')] }],
  // A page of the room list and the unread total are answered from this index alone.
  [
    'memberships',
    {
      name: 'memberships_by_activity',
      fields: ['site', 'member', 'state', 'large', descending('act_at'), descending('room'), 'read_seq'],
    },
  ],
  // The archiver looks for the few markers that are ahead of it among the members of a room.
  ['memberships', { name: 'memberships_by_marker', fields: ['site', 'room', 'read_position'] }],
]

export async function up({ queryInterface, transaction }: MigrationContext): Promise<void> {
  for (const [table, attributes] of Object.entries(tables)) {
    // Ids, keys and hashes are compared octet by octet, as SQLite does; names are searched with a collation of their own.
    await queryInterface.createTable(table, attributes, {
      transaction,
      charset: 'utf8mb4',
      collate: 'utf8mb4_bin',
    })
  }
  for (const [table, index] of indexes) {
    const present = (await queryInterface.showIndex(table, { transaction })) as { name: string }[]
    if (!present.some(({ name }) => name === index.name)) {
      await queryInterface.addIndex(table, { ...index, transaction })
    }
  }
}
