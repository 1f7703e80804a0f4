import { SignJWT } from 'jose'
import { damsoJson } from './damso.ts'
import { createGraphql, type Graphql } from './graphql-client.ts'
import type { Server } from './server.ts'
import { StompClient } from './stomp-client.ts'

export interface TokenClaims {
  name?: string
  role?: 'member' | 'operator'
  /** @default 1h */
  lifetime?: string
  /** Rooms by the site's own key, and the role there. */
  rooms?: Record<string, 'member' | 'operator' | 'owner'>
}

/** A site of a server, and what its backend holds: the secret and a site key. */
export interface TestSite {
  id: string
  secret: string
  siteKey: string
  /** What the site's backend signs for a member: good for an hour. */
  token(member: string, claims?: TokenClaims): Promise<string>
  /** GraphQL as the site's backend. */
  backend: Graphql
  /** GraphQL as a member. */
  graphql(member: string, claims?: TokenClaims): Promise<Graphql>
  stomp(member: string, claims?: TokenClaims): Promise<StompClient>
}

/** Makes a site by the command line, beside the running server or before it starts. */
export async function createSite(server: Server, id: string, origins: readonly string[] = []): Promise<TestSite> {
  const made = await damsoJson<{ secret: string; siteKey: { key: string } }>(server.stores, [
    'site',
    'create',
    '--id',
    id,
    '--name',
    `Site ${id}`,
    ...origins.flatMap((origin) => ['--origin', origin]),
  ])
  const token = (member: string, claims: TokenClaims = {}) => signToken(made.secret, id, member, claims)
  return {
    id,
    secret: made.secret,
    siteKey: made.siteKey.key,
    token,
    backend: createGraphql({ url: server.graphql, token: made.siteKey.key }),
    graphql: async (member, claims) => createGraphql({ url: server.graphql, token: await token(member, claims) }),
    stomp: async (member, claims) =>
      StompClient.connect({ url: server.stomp, site: id, token: await token(member, claims) }),
  }
}

const signToken = (
  secret: string,
  site: string,
  member: string,
  { name = member, lifetime = '1h', ...claims }: TokenClaims,
) =>
  new SignJWT({ name, ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(member)
    .setAudience(site)
    .setIssuedAt()
    .setExpirationTime(lifetime)
    .sign(new TextEncoder().encode(secret))
