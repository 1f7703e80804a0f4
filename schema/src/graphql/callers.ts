import { Fault } from '../model/index.ts'
import type { MemberViewer, ServerViewer, Viewer } from '../services/index.ts'
import type { GraphqlContext } from './context.ts'

/** @throws {Fault} TOKEN */
export function anyone({ viewer }: GraphqlContext): Viewer {
  if (!viewer) throw new Fault('TOKEN', 'Log in: send a token in the Authorization header')
  return viewer
}

/** @throws {Fault} TOKEN for nobody, FORBIDDEN for a site's backend */
export function member(context: GraphqlContext): MemberViewer {
  const viewer = anyone(context)
  if (viewer.kind !== 'member') throw new Fault('FORBIDDEN', 'Only a member can ask this: a site key is not a member')
  return viewer
}

/** @throws {Fault} TOKEN for nobody, FORBIDDEN for a member */
export function server(context: GraphqlContext): ServerViewer {
  const viewer = anyone(context)
  if (viewer.kind !== 'server') throw new Fault('FORBIDDEN', 'Only the site’s backend can ask this, with its site key')
  return viewer
}
