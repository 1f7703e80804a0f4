import type { MemberViewer } from '@damso/schema/services'
import type { Connection, Subscription } from '../stomp/application.ts'
import type { RoomSubscriber } from './room-subscriber.ts'

/** One member's connection. */
export class LiveSession {
  viewer: MemberViewer
  readonly connection: Connection
  /** Not by id: in STOMP 1.0 a subscription may have none. */
  readonly rooms = new Map<Subscription, RoomSubscriber>()
  events: Subscription | undefined
  errors: Subscription | undefined
  #turn: Promise<unknown> = Promise.resolve()

  constructor(viewer: MemberViewer, connection: Connection) {
    this.viewer = viewer
    this.connection = connection
  }

  /** Runs one after another what must keep the order of the frames. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work)
    this.#turn = turn.catch(() => {})
    return turn
  }

  /** Sends an event as JSON. */
  tell(subscription: Subscription | undefined, messageId: string, event: object): void {
    if (!subscription || this.connection.closed) return
    this.connection.message(subscription, {
      destination: subscription.destination,
      messageId,
      contentType: 'application/json',
      body: JSON.stringify(event),
    })
  }
}
