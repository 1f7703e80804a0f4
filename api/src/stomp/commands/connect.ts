import { StompError } from '../application.ts'
import { encodeFrame, type Frame } from '../codec/index.ts'
import { negotiateHeartBeat } from '../heart-beat.ts'
import type { Session } from '../session.ts'
import { negotiateVersion } from '../version.ts'

const notSpoken = new StompError('PROTOCOL', 'this server speaks STOMP 1.0, 1.1 and 1.2', 4002, {
  version: '1.0,1.1,1.2',
})

/** CONNECT and STOMP: versions first, then heart-beats, then the application; CONNECTED when it agrees. */
export async function connect(session: Session, frame: Frame): Promise<undefined> {
  const { connection, engine } = session
  session.stage = 'connecting'
  const version = negotiateVersion(frame.headers.get('accept-version'))
  if (version === undefined) throw notSpoken
  const beats = negotiateHeartBeat(frame.headers.get('heart-beat'), engine.heartBeat)
  session.agree(version)
  const welcome = await engine.application.connect(frame.headers, connection)
  if (!connection.closed) {
    connection.sendEvery = beats.send
    connection.receiveEvery = beats.receive
    const { send, receive } = engine.heartBeat
    const headers: [string, string][] = [
      ['version', version],
      ['server', engine.serverName],
      ['session', connection.id],
      ['heart-beat', `${send},${receive}`],
    ]
    connection.write(
      encodeFrame({ command: 'CONNECTED', headers: [...headers, ...Object.entries(welcome.headers ?? {})] }, version),
    )
  }
  session.opened(welcome.session)
}
