import type { IncomingMessage } from 'node:http'
import { parse, Refusal } from '@damso/schema/model'
import * as v from 'valibot'
import type { Finding, Setup } from '../check/check-setup.ts'
import { type Route, reply, replyJson } from './route.ts'

/** A token of the longest kind, and the rest. */
const BODY_BYTES = 65_536

const setup = v.object({
  site: v.pipe(v.string(), v.maxLength(63)),
  origin: v.pipe(v.string(), v.maxLength(2_048)),
  token: v.string(),
})

/** Paths are relative, so that it also works behind a proxy that puts the server under a path. */
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Damso · Check</title>
<script type="module" src="check.js"></script>
</head>
<body></body>
</html>
`

/** What its script may do: talk to this server. Its styles are constructed. */
const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The page on which a site's owner has the setup looked at, and what it asks: `POST {site, origin, token}`. */
export const check = (look: (setup: Setup) => Promise<Finding[]>): Route => ({
  path: '/check',
  methods: ['GET', 'HEAD', 'POST'],
  async handle(request, response) {
    response.setHeader('cache-control', 'no-store')
    if (request.method !== 'POST') {
      response.setHeader('content-security-policy', POLICY)
      reply(response, 200, 'text/html; charset=utf-8', PAGE)
      return
    }
    try {
      const findings = await look(parse(setup, await readJson(request)))
      replyJson(response, 200, { time: Date.now(), findings })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      replyJson(response, 400, { code: error.code, message: error.message, field: error.field })
    }
  },
})

/** @throws {Refusal} */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > BODY_BYTES)
      throw new Refusal({
        code: 'TOO_LONG',
        message: `the body is over its limit of ${BODY_BYTES} octets`,
        limit: BODY_BYTES,
      })
    parts.push(part)
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString())
  } catch {
    throw new Refusal({ code: 'INVALID', message: 'the body must be JSON: {"site": …, "origin": …, "token": …}' })
  }
}
