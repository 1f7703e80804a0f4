import type { StompVersion } from './application.ts'

/** Highest first. */
export const versions: readonly StompVersion[] = ['1.2', '1.1', '1.0']

/**
 * The highest version that both speak, undefined if there is none.
 * @param accepted `accept-version` of CONNECT; its absence means 1.0
 */
export function negotiateVersion(accepted: string | undefined): StompVersion | undefined {
  if (accepted === undefined) return '1.0'
  const theirs = new Set(accepted.split(',').map((version) => version.trim()))
  return versions.find((version) => theirs.has(version))
}

/** WebSocket sub-protocols, as registered with IANA. */
const subProtocols = ['v12.stomp', 'v11.stomp', 'v10.stomp']

/** The best offered, or none. It does not settle the version: CONNECT does. */
export function chooseSubProtocol(offered: ReadonlySet<string>): string | false {
  return subProtocols.find((name) => offered.has(name)) ?? false
}
