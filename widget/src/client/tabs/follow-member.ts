import type { Session } from '../session.ts'
import type { Unsubscribe } from '../store.ts'

/**
 * Tabs tell each other who is signed in. One that hears of another member asks its own source again, and changes only if that says so
 * too: two pages of one origin may have two sources.
 *
 * @param name of the server and site
 */
export function followMember(name: string, session: Session): Unsubscribe {
  const channel = new BroadcastChannel(`damso:member:${name}`)
  const member = () => {
    const { value } = session.state
    return value.status === 'signed-in' ? value.member : null
  }
  const stop = session.state.subscribe(({ status }) => {
    if (status === 'signed-in' || status === 'signed-out') channel.postMessage(member())
  })
  channel.onmessage = ({ data }) => {
    if (data !== member()) session.renew().catch(() => {})
  }
  return () => {
    stop()
    channel.close()
  }
}
