import { expect } from 'vitest'
import { createRoom, nextNonce, say, type TestRoom } from '../live/room.ts'
import type { Graphql } from '../support/graphql-client.ts'
import { Server } from '../support/server.ts'
import type { StompClient } from '../support/stomp-client.ts'

/** What is attacked: a server with two sites, `shop` and `club`, the same members in both, one room and one message each. */
export interface Target {
  server: Server
  shop: TestRoom
  club: TestRoom
  /** The message of each site's room. */
  messages: { shop: string; club: string }
  /** Ann of the shop. */
  graphql: Graphql
  connect(): Promise<StompClient>
  /** It runs, and both sites are as they were: nothing was stored by half. */
  isUnharmed(): Promise<void>
  /** Takes things as they are now for how they should be: what was stored was meant. */
  accept(): Promise<void>
}

const everything = `{
  viewer { member { id name } rooms(first: 10) { nodes { id title memberCount
    memberships(first: 5) { nodes { member { id name } role } }
    messages(first: 20) { nodes { id text sender { id name } reactions { emoji count } } } } } }
  publicRooms(first: 10) { nodes { id } }
}`

export async function createTarget(): Promise<Target> {
  const server = await Server.start({ env: { MESSAGE_RATE: '100000', CHANGE_RATE: '100000' } })
  const [shop, club] = [
    await createRoom(server, 'shop', ['ann', 'ben']),
    await createRoom(server, 'club', ['ann', 'ben']),
  ]
  const said = async ({ site, id }: TestRoom) => {
    const client = await site.stomp('ann')
    const receipt = await say(client, id, `said in ${site.id}`)
    await client.destroy()
    return receipt['message-id'] ?? ''
  }
  const messages = { shop: await said(shop), club: await said(club) }
  const look = async () => Promise.all([shop, club].map(async ({ site }) => (await site.graphql('ann'))(everything)))
  let before = await look()
  return {
    server,
    shop,
    club,
    messages,
    graphql: await shop.site.graphql('ann'),
    connect: () => shop.site.stomp('ann'),
    async isUnharmed() {
      expect(server.isRunning, server.output).toBe(true)
      expect((await fetch(`${server.http}/health`)).status).toBe(200)
      expect(await look()).toEqual(before)
    },
    async accept() {
      before = await look()
    },
  }
}

export { nextNonce }
