import { limits } from '@damso/schema/model'
import { DataTypes, type ModelAttributeColumnOptions } from 'sequelize'

// The column types of all tables, for migrations and models alike. A released one is never changed: a wider one gets a
// new name, or old migrations would make new tables.

/** One type of column in its three uses; a new object each time, because Sequelize writes into what it is given. */
const column = (type: DataTypes.DataType) => ({
  get required() {
    return { type, allowNull: false } satisfies ModelAttributeColumnOptions
  },
  get nullable() {
    return { type, allowNull: true } satisfies ModelAttributeColumnOptions
  },
  get key() {
    return { type, allowNull: false, primaryKey: true } satisfies ModelAttributeColumnOptions
  },
})

const text = (characters: number) => column(DataTypes.STRING(characters))

export const siteId = text(63)
/** Sizes are in octets, columns in characters: what fits the one fits the other. */
export const memberId = text(limits.keyBytes)
export const roomKey = text(limits.keyBytes)
/** Ours: a UUID as text. */
export const roomId = text(36)
/** A UUID, or 22 characters of base64url. */
export const eventId = text(36)
export const displayName = text(limits.nameBytes)
export const picture = text(limits.pictureBytes)
/** One of a short list, or a name that we give. */
export const word = text(64)
export const origin = text(255)
/** A sha256, in hexadecimal. */
export const hash = text(64)
/** Of any length: 64 KB, which is MySQL's TEXT, do not hold the reactions of a large room. SQLite takes the word for its TEXT. */
export const json = column('LONGTEXT')

/** 53 bits; also a seq, a fence and every other count that grows for ever. */
export const position = column(DataTypes.BIGINT)
/** Milliseconds since 1970. */
export const time = column(DataTypes.BIGINT)
export const count = column(DataTypes.INTEGER)
export const flag = column(DataTypes.BOOLEAN)
