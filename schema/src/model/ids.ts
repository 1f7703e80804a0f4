import * as v from 'valibot'

/** A site (the tenant): the first part of every key. */
export const siteId = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be 1 to 63 of a-z, 0-9 and hyphens'),
)
export type SiteId = string

/** The site's own user id: `sub` of the token. */
export type MemberId = string

/** Ours: uuid v7 as text. */
export const roomId = v.pipe(v.string(), v.uuid('must be a room id'))
export type RoomId = string

/** First 16 octets of a sha256 in base64url: 22 characters (design §4). */
export const messageId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/, 'must be a message id'))
export type MessageId = string

/** Every record of the event log carries one; for a message it is the message id, for an outbox row its UUID. */
export type EventId = string

/** Made by the client, once per act, and sent again unchanged on a retry. */
export const nonce = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,64}$/, 'must be 8 to 64 of A-Z, a-z, 0-9, _ and -'))
export type Nonce = string

declare const verified: unique symbol

/**
 * A room of a site that a verified viewer named: the only key that stores, caches and hubs take, so that a room id of
 * another site finds nothing. Made by `roomKey` from a `Viewer`, never from a request.
 */
export interface RoomKey {
  readonly site: SiteId
  readonly room: RoomId
  readonly [verified]: true
}

export const roomKey = (verifiedSite: { readonly site: SiteId }, room: RoomId): RoomKey =>
  ({ site: verifiedSite.site, room }) as RoomKey

/** One string for maps: a site id cannot hold a slash. */
export const roomKeyText = ({ site, room }: { site: SiteId; room: RoomId }): string => `${site}/${room}`
