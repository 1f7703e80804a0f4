import type { CreationOptional, Sequelize } from 'sequelize'
import * as columns from '../columns.ts'
import type { Row } from './row.ts'

/** A tenant. */
export interface SiteRow extends Row<SiteRow> {
  id: string
  name: string
  guestsAllowed: CreationOptional<boolean>
  /** Who may open a direct room with whom. */
  directPolicy: CreationOptional<'anyone' | 'shared' | 'backend'>
  createdAt: number
}

/** An origin whose pages may speak for the site: exact, no pattern. */
export interface SiteOriginRow extends Row<SiteOriginRow> {
  site: string
  origin: string
}

/** An HS256 secret that the site's backend signs tokens with. */
export interface SiteSecretRow extends Row<SiteSecretRow> {
  site: string
  id: string
  secret: string
  createdAt: number
  revokedAt: CreationOptional<number | null>
}

/** A server key; only its sha256 is kept. */
export interface SiteKeyRow extends Row<SiteKeyRow> {
  site: string
  id: string
  hash: string
  createdAt: number
  revokedAt: CreationOptional<number | null>
}

const siteColumns = {
  id: columns.siteId.key,
  name: columns.displayName.required,
  guestsAllowed: { ...columns.flag.required, defaultValue: false },
  directPolicy: { ...columns.word.required, defaultValue: 'anyone' },
  createdAt: columns.time.required,
}

const siteOriginColumns = { site: columns.siteId.key, origin: columns.origin.key }

const siteSecretColumns = {
  site: columns.siteId.key,
  id: columns.word.key,
  secret: columns.origin.required,
  createdAt: columns.time.required,
  revokedAt: columns.time.nullable,
}

const siteKeyColumns = {
  site: columns.siteId.key,
  id: columns.word.key,
  hash: columns.hash.required,
  createdAt: columns.time.required,
  revokedAt: columns.time.nullable,
}

export const defineSites = (sequelize: Sequelize) => ({
  Site: sequelize.define<SiteRow>('sites', siteColumns),
  SiteOrigin: sequelize.define<SiteOriginRow>('site_origins', siteOriginColumns),
  SiteSecret: sequelize.define<SiteSecretRow>('site_secrets', siteSecretColumns),
  SiteKey: sequelize.define<SiteKeyRow>('site_keys', siteKeyColumns),
})
