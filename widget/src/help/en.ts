import type { Cause, Help } from './help.ts'
import { originLines, policyLines, proxyLines } from './lines.ts'

const kept =
  'Nothing is lost: what members write waits in their browser, and goes out in its order as soon as there is a connection.'
const failed = 'The launcher, and in the panel “The chat could not be loaded” with a button to try again.'

const unlisted: Cause = {
  name: 'unlisted',
  is: "The page's origin is on no site's list",
  sign: 'The browser’s console also speaks of CORS, and the server answers when its address is opened in a tab.',
  mend: 'Add the origin, exactly as the browser shows it: scheme, name and port. A running server sees it within a second.',
  lines: originLines,
}
const policy: Cause = {
  name: 'policy',
  is: "The page's Content-Security-Policy does not allow it",
  sign: 'The browser’s console also speaks of “Content Security Policy” and names the directive.',
  mend: 'Add these sources to the header, or to the `meta`, that sets the policy.',
  lines: policyLines,
}

/**
 * The one source of what is said of each code: on the card, on the server's page `/check`, and in docs/errors, which
 * `scripts/error-pages.mjs` writes.
 */
export const help: Help = {
  TOKEN_SOURCE: {
    means:
      'Nobody can tell who is signed in: the token URL, or the function that gives tokens, failed or answered something else.',
    member: 'A popup has no launcher. An inline chat says “The chat could not be loaded”, with a button to try again.',
    causes: [
      {
        says: ['the token URL answered'],
        is: 'The token URL answers with an error, or is not there',
        sign: 'The message names a status such as 404 or 500. In the browser’s network tab the `POST` is red.',
        mend: 'Let your backend answer `POST` at the address of `data-token-url`: a token for whoever is signed in, `204` for visitors. Try it with the cookies of a signed-in browser.',
        lines: 'curl -i -X POST -H "cookie: YOUR SESSION" {origin}/damso/token\n# HTTP/1.1 200 OK\n# {"token": "eyJ…"}',
      },
      {
        is: 'It answers with a page, not with JSON',
        sign: 'The network tab shows HTML, often that of a sign-in page after a redirect.',
        mend: 'Answer `204` where nobody is signed in, without a redirect, and leave the path out of what asks for a sign-in or a CSRF token.',
        lines: 'HTTP/1.1 204 No Content\nCache-Control: no-store',
      },
      {
        says: ['not a JWT', 'must answer {'],
        is: 'What it gives is no token',
        sign: 'The message says `not a JWT with a "sub"`, or `must answer {"token": "…"}`.',
        mend: 'The JSON has one key, `token`, with the JWT as text; its claim `sub` is your id of the member, as text. `damso token` prints one to compare with.',
        lines: 'npm run --silent damso -- token --site {site} --member 42 --name Ann',
      },
      {
        is: 'The browser may not ask it',
        sign: 'The message says `cannot be reached`, and the console speaks of CORS or of the Content-Security-Policy.',
        mend: "Serve it from the page’s own origin, and let `connect-src` have `'self'`.",
        lines: policyLines,
      },
    ],
    messages: `${kept} A member who is in already stays in until their token ends.`,
  },

  TOKEN: {
    means: 'The server does not accept the token that your backend signed. The message says which part of it is wrong.',
    member: failed,
    causes: [
      {
        says: ['signature is not by'],
        is: 'It is signed with another secret',
        sign: 'The message says that the signature is not by a secret of the site.',
        mend: 'Sign with the secret that `damso site create` printed for this site, as it stands: no quotes, no line end, not decoded from anything. A site key (`damso_sk_…`) is not that secret.',
        lines: 'npm run --silent damso -- token --site {site} --member 42 --name Ann',
      },
      {
        says: ['claim "aud" must be'],
        is: 'It is for another site',
        sign: 'The message says that the claim `aud` must be another.',
        mend: 'The claim `aud` and `data-site` are the same word: the id of the site.',
        lines: '{"sub": "42", "name": "Ann", "aud": "{site}", "exp": 1790000000}',
      },
      {
        says: ['has expired'],
        is: 'It has expired',
        sign: 'The message says so. `exp` is in seconds, not milliseconds, and some cache gave an old token.',
        mend: 'Sign a new one for each request, for some minutes, at most 24 hours, and forbid caches to keep the answer.',
        lines: 'Cache-Control: no-store',
      },
      {
        says: ['not valid yet'],
        is: 'A clock is wrong',
        sign: 'A token that was just signed has expired, or is not valid yet; `/check` compares the clocks.',
        mend: 'Let NTP set the clock of the server that signs. A minute of difference is tolerated.',
        lines: 'timedatectl set-ntp true',
      },
    ],
    messages: kept,
  },

  SITE: {
    means: 'The server knows no site of this name.',
    member: failed,
    causes: [
      {
        is: 'The name is misspelled',
        sign: 'The list of the server’s sites has another.',
        mend: 'Write the id of the site, not its display name, in `data-site` (or `site` of the element), and in the claim `aud`.',
        lines: 'npm run damso -- site list',
      },
      {
        is: 'The site is on another server, or was never made',
        sign: 'The list does not have it. A server on another `DAMSO_DATA` has other sites.',
        mend: 'Make it, and keep what is printed: the secret signs tokens.',
        lines: 'npm run damso -- site create --id {site} --name "{site}" --origin {origin}',
      },
    ],
    messages: kept,
  },

  ORIGIN: {
    means: 'The site does not list the origin of this page.',
    member: failed,
    causes: [
      {
        is: 'The origin is not on the list',
        sign: 'The list has none that is letter by letter the same: `http` is not `https`, `www.` counts, a port counts, `localhost` is not `127.0.0.1`.',
        mend: 'Add it. A running server sees it within a second.',
        lines: `npm run damso -- site origins list --site {site}\n${originLines}`,
      },
      {
        is: 'The page is of another site on this server',
        sign: 'The origin is on the list of another site.',
        mend: 'Name that site in `data-site`, or add the origin to this one as well: an origin may be on several lists.',
        lines: 'npm run damso -- site list',
      },
    ],
    messages: kept,
  },

  NETWORK: {
    means:
      'The page gets no answer from the server. A browser does not tell scripts why, so these are told apart by trying.',
    member: `${failed} Where the panel was open, a strip says that the connection is lost.`,
    causes: [
      unlisted,
      {
        name: 'down',
        is: 'The server cannot be reached',
        sign: 'Its address does not open in a tab either, or shows a proxy’s error such as 502.',
        mend: 'See that it runs and that the proxy’s target is its address. Then look at the way: DNS, TLS, a firewall.',
        lines: 'curl -i {server}health',
      },
      policy,
      {
        is: 'The page has no origin',
        sign: 'The console calls it `null`: a file that was opened from a disk, or a frame with `sandbox`.',
        mend: 'Serve the page over HTTP, and give a sandboxed frame `allow-same-origin`.',
        lines: 'npx serve .',
      },
      {
        is: 'The page is on https, and `server` is an address with http',
        sign: 'The console speaks of mixed content. (A tag with such an address does not even load.)',
        mend: 'Give the server an address with https, by a proxy with TLS in front of it, and name that one.',
        lines: '<damso-chat server="https://…" site="{site}" token-url="/damso/token"></damso-chat>',
      },
    ],
    messages: kept,
  },

  SOCKET: {
    means:
      'Requests reach the server, but no WebSocket opened in three attempts. Rooms and messages can be read; nothing arrives live, and nothing is sent.',
    member: 'A strip says that the connection is lost; what they write shows as not yet sent.',
    causes: [
      {
        name: 'proxy',
        is: 'A proxy does not pass Upgrade',
        sign: '`/check` says that no WebSocket opens; on the server’s own port one does.',
        mend: 'Let the proxy pass the headers `Upgrade`, `Connection` and `Host`, by HTTP/1.1, and keep a silent connection for longer than 60 seconds. For nginx:',
        lines: proxyLines,
      },
      { ...policy, sign: 'The console speaks of “Content Security Policy” and of an address with `wss:` or `ws:`.' },
      {
        is: 'The server ends what was opened',
        sign: 'The network tab shows the socket open and close again; the server’s log says why, such as a store that is away.',
        mend: 'Read the log, and ask whether the server is ready.',
        lines: 'curl -i {server}ready',
      },
    ],
    messages: kept,
  },

  LOAD: {
    means: 'The script runs, but a part of the panel could not be loaded.',
    member:
      'A popup does not open; an inline chat says “The chat could not be loaded”. Where only the part for the connection is missing, rooms can be read, and it is tried again.',
    causes: [
      { ...unlisted, sign: 'The console speaks of CORS: the panel’s modules are given to listed origins alone.' },
      {
        ...policy,
        is: "The page's Content-Security-Policy does not allow the panel's modules",
        sign: 'The console names `script-src`. A source with the path of `damso.js`, or a nonce on some other tag, is not enough.',
        mend: 'Name the server’s origin without a path, or put the nonce on the tag of `damso.js`.',
      },
      {
        name: 'down',
        is: 'The server went away, or changed, while the page was open',
        sign: 'The file that did not load is of an older version, or nothing opens at the server’s address.',
        mend: 'Start it, and load the page again. A cache in front of it may keep `/v/…` for ever, and must ask for `/damso.js` each time.',
        lines: 'curl -i {server}damso.js\n# cache-control: no-cache',
      },
    ],
    messages: kept,
  },

  REQUEST: {
    means: 'The server understood who asks, and refuses the request as such. The message says why.',
    member: 'What they asked for does not happen; the rest goes on.',
    causes: [
      {
        is: 'The script is older or newer than the server',
        sign: 'The message says that no operation is registered, or speaks of a field that is not known. A cache kept `damso.js`, or two nodes run different versions.',
        mend: 'Let caches ask for `/damso.js` each time, and bring all nodes to one version.',
        lines: 'curl -i {server}damso.js\n# cache-control: no-cache',
      },
      {
        is: 'A limit was passed',
        sign: 'The message names the limit.',
        mend: 'Ask for less at once. Programs of your own find all limits in `schema/PROTOCOL.md`.',
      },
    ],
    messages: kept,
  },

  NOT_CAUGHT_UP: {
    means: 'A node of a cluster was asked before it had seen what this client saw elsewhere.',
    member: 'Nothing: the widget asks again by itself, and raises no `damso-error`.',
    causes: [
      {
        is: 'You use `@damso/widget/client` or the API by yourself',
        sign: 'The code stands on an error that your own program caught.',
        mend: 'Ask again after a moment; four attempts are what the widget makes.',
      },
      {
        is: 'A node lags behind for long',
        sign: 'It comes again and again from one node. Its alarms say how far it is behind.',
        mend: 'See “Alarms” in `docs/operations.md`.',
        lines: 'curl -i {server}ready',
      },
    ],
    messages: 'None is lost: the answer is only late.',
  },

  NOT_FOUND: {
    means: 'There is no such room, or it is not this member’s to see. The two are never told apart.',
    member:
      'A screen that says that only invited members see this room. No `damso-error` is raised: `openRoom` promises false.',
    causes: [
      {
        is: 'The room does not exist yet',
        sign: 'Your backend, asked with the site key, does not find the key either.',
        mend: 'Make the room before a page names it. Saying it twice makes one room.',
        lines: 'mutation { upsertRoom(key: "order-42", input: { title: "Order 42" }) { ... on Room { id } } }',
      },
      {
        is: 'The member is not in it',
        sign: 'Your backend finds the room, and the member is not among its members.',
        mend: 'Let them in by `setMembers`, or by a claim in their token.',
        lines: '"rooms": { "order-42": "member" }',
      },
    ],
    messages: 'Those of other rooms go on.',
  },

  DISCONNECTED: {
    means: 'The connection ended before the answer came, so nobody knows yet whether it was done.',
    member:
      'For a message nothing: it is sent again under the same nonce, and stored once. For an edit or a reaction a line, if three attempts fail. No `damso-error` is raised.',
    causes: [
      {
        is: 'The line broke',
        sign: 'It happens now and then, and on phones.',
        mend: 'Nothing. Programs of your own send the same nonce again, with `retry: true`.',
      },
      {
        is: 'A proxy closes silent connections',
        sign: 'It happens at the same interval, such as every 60 seconds.',
        mend: 'Heart-beats go every 10 seconds: let the proxy wait for longer. For nginx:',
        lines: 'proxy_read_timeout 90s;',
      },
    ],
    messages: kept,
  },

  SERVER: {
    means: 'The server failed, or something in the page did that nobody expected.',
    member: 'What they asked for does not happen, and can be tried again.',
    causes: [
      {
        is: 'One of the server’s stores is away',
        sign: 'The message says so, and `/ready` answers 503 with the name of the store.',
        mend: 'Bring the store back; the server goes on by itself.',
        lines: 'curl -i {server}ready',
      },
      {
        is: 'A bug of ours',
        sign: 'The server’s log has an entry of level error at that time, with its stack.',
        mend: 'Report it with that entry. Was the message not the server’s, send the stack of the browser’s console.',
      },
    ],
    messages: kept,
  },
}
