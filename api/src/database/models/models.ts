import type { Sequelize } from 'sequelize'
import { defineArchive } from './archive.ts'
import { defineEpoch } from './epoch.ts'
import { defineMember } from './member.ts'
import { defineMembership } from './membership.ts'
import { defineNode } from './node.ts'
import { defineOutbox } from './outbox.ts'
import { defineRevocation } from './revocation.ts'
import { defineRoom } from './room.ts'
import { defineSites } from './site.ts'

export type Models = ReturnType<typeof defineModels>

/** All tables of one database. Keys are composite with `site` first, which Sequelize's joins do not know: name it in `where`. */
export function defineModels(sequelize: Sequelize) {
  const models = {
    ...defineSites(sequelize),
    Member: defineMember(sequelize),
    Room: defineRoom(sequelize),
    Membership: defineMembership(sequelize),
    ...defineArchive(sequelize),
    Epoch: defineEpoch(sequelize),
    Node: defineNode(sequelize),
    Outbox: defineOutbox(sequelize),
    Revocation: defineRevocation(sequelize),
  }
  const { Site, SiteOrigin, SiteSecret, SiteKey, Member, Room, Membership } = models

  Site.hasMany(SiteOrigin, { as: 'origins', foreignKey: 'site' })
  Site.hasMany(SiteSecret, { as: 'secrets', foreignKey: 'site' })
  Site.hasMany(SiteKey, { as: 'keys', foreignKey: 'site' })
  Room.hasMany(Membership, { as: 'memberships', foreignKey: 'room', sourceKey: 'id', constraints: false })
  Membership.belongsTo(Room, { as: 'roomOf', foreignKey: 'room', targetKey: 'id', constraints: false })
  Membership.belongsTo(Member, { as: 'memberOf', foreignKey: 'member', targetKey: 'id', constraints: false })
  return models
}
