import type { ClientFaultCode } from '../client/client-fault.ts'

/** What a browser can find out by itself about a fault. */
export type CauseName = 'down' | 'unlisted' | 'policy' | 'proxy'

/** One thing that can be behind a fault. */
export interface Cause {
  /** By what a browser finds it. */
  name?: CauseName
  /** What the message then has in it. */
  says?: readonly string[]
  /** What is wrong. */
  is: string
  /** How to tell that it is this one. */
  sign: string
  mend: string
  /** To copy. */
  lines?: string
}

/** Everything that is to say of a fault, with `code` between backticks and the values of a `Setup` in braces. */
export interface FaultHelp {
  /** What has happened. */
  means: string
  /** What a member sees of it. */
  member: string
  /** Most likely first. */
  causes: readonly Cause[]
  /** What happens to messages meanwhile. */
  messages: string
}

export type Help = Readonly<Record<ClientFaultCode, FaultHelp>>

/** What is filled in for the braces. */
export interface Setup {
  site: string
  /** Of the page. */
  origin: string
  /** Address of the server; ends in a slash. */
  server: string
}

/** Where pages of documentation have no values of their own. */
export const exampleSetup: Setup = {
  site: 'shop',
  origin: 'https://www.example.com',
  server: 'https://chat.example.com/',
}

/** Puts the values into a text. What nobody knows is as in the documentation. */
export function fill(text: string, setup: Setup): string {
  const { site, origin, server } = setup
  const { origin: source } = new URL(server)
  const values: Record<string, string> = {
    site: site || exampleSetup.site,
    origin: origin || exampleSetup.origin,
    server,
    source,
    socket: source.replace('http', 'ws'),
  }
  return text.replace(/\{(\w+)\}/g, (braces, name: string) => values[name] ?? braces)
}

/** Where it is said at more length, with the setup looked at: the server's own page. */
export const checkPage = ({ site, origin, server }: Setup, code: ClientFaultCode): string =>
  `${server}check?${new URLSearchParams({ site, origin })}#${code}`

/** A text with code between backticks, as runs: each second one is code. */
export const runsOf = (text: string): string[] => text.split('`')
