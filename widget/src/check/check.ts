/**
 * The page `/check` of a server: whether a site's settings are right, and what to do where they are not. It asks the server, and tries
 * what only a browser can: whether a WebSocket comes through, and whether the clocks agree.
 * @module
 */
import { html, nothing, render, type TemplateResult } from 'lit'
import type { ClientFaultCode } from '../client/client-fault.ts'
import { fill, type Setup } from '../help/help.ts'
import { policyLines, tagLines } from '../help/lines.ts'
import { checkStyles } from './check.styles.ts'
import { faultHelp } from './fault-help.ts'

interface Finding {
  of: 'server' | 'site' | 'origin' | 'token' | 'signer' | 'clock' | 'socket'
  ok: boolean
  message: string
}

const names: Record<Finding['of'], string> = {
  server: 'Server',
  site: 'Site',
  origin: 'Origin',
  token: 'Token',
  signer: 'Clock of who signs',
  clock: 'Clock of the server',
  socket: 'WebSocket',
}

/** Whose help goes on from there. */
const codes: Record<Finding['of'], ClientFaultCode> = {
  server: 'SERVER',
  site: 'SITE',
  origin: 'ORIGIN',
  token: 'TOKEN',
  signer: 'TOKEN',
  clock: 'TOKEN',
  socket: 'SOCKET',
}

const SOCKET_MILLISECONDS = 10_000
/** As the server's own tolerance for tokens. */
const SKEW_SECONDS = 60

const base = new URL('.', document.baseURI)
const given = new URLSearchParams(location.search)
const setup = { site: given.get('site') ?? '', origin: given.get('origin') ?? '', token: '' }
let findings: readonly Finding[] | null = null
let busy = false

/** What the lines to copy are filled in with. */
const filled = (): Setup => ({ ...setup, server: base.href })

async function askServer(): Promise<Finding[]> {
  const asked = Date.now()
  const response = await fetch(new URL('check', base), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(setup),
  }).catch(() => undefined)
  const answer = (await response?.json().catch(() => undefined)) as
    | { time: number; findings: Finding[] }
    | { message: string }
    | undefined
  if (answer === undefined) return [{ of: 'server', ok: false, message: `${base.origin} gave no answer: see its log.` }]
  if (!('findings' in answer)) return [{ of: 'server', ok: false, message: answer.message }]
  const apart = Math.round((answer.time - (asked + Date.now()) / 2) / 1_000)
  const clock: Finding = {
    of: 'clock',
    ok: Math.abs(apart) <= SKEW_SECONDS,
    message:
      Math.abs(apart) <= SKEW_SECONDS
        ? 'This browser and the server agree about the time.'
        : `It is ${Math.abs(apart)} s ${apart > 0 ? 'ahead of' : 'behind'} this browser: see which is wrong, and set it (NTP).`,
  }
  return [...answer.findings, clock]
}

function trySocket(): Promise<Finding> {
  const url = new URL('stomp', base)
  url.protocol = url.protocol.replace('http', 'ws')
  return new Promise((resolve) => {
    const socket = new WebSocket(url, 'v12.stomp')
    const settle = (ok: boolean) => {
      clearTimeout(timer)
      resolve({
        of: 'socket',
        ok,
        message: ok
          ? `One opens at ${url.href}`
          : `None opens at ${url.href}: let the proxy pass the headers Upgrade, Connection and Host.`,
      })
      socket.close()
    }
    const timer = setTimeout(() => settle(false), SOCKET_MILLISECONDS)
    socket.onopen = () => settle(true)
    socket.onerror = () => settle(false)
  })
}

async function run(event: Event): Promise<void> {
  event.preventDefault()
  for (const [name, value] of new FormData(event.target as HTMLFormElement))
    setup[name as keyof typeof setup] = String(value).trim()
  busy = true
  draw()
  const [told, socket] = await Promise.all([askServer(), trySocket()])
  findings = [...told, socket]
  busy = false
  draw()
}

const field = (name: keyof typeof setup, label: string, hint: string, placeholder: string) => html`<label>
  <span>${label}</span><small>${hint}</small>
  ${
    name === 'token'
      ? html`<textarea name=${name} rows="3" spellcheck="false" placeholder=${placeholder}></textarea>`
      : html`<input name=${name} .value=${setup[name]} ?required=${name === 'site'} spellcheck="false" autocapitalize="off" placeholder=${placeholder}>`
  }
</label>`

const codeLink = (of: Finding['of']) => html` <a href="#${codes[of]}">${codes[of]}</a>`

const outcome = ({ of, ok, message }: Finding) => html`<li class=${ok ? 'ok' : 'bad'}>
  <strong>${names[of]}</strong><span class="mark">${ok ? 'OK' : 'To mend'}</span><p>${message}${ok ? nothing : codeLink(of)}</p>
</li>`

function results(): TemplateResult | typeof nothing {
  if (!findings) return nothing
  const wrong = findings.filter(({ ok }) => !ok).length
  return html`
    <h2 tabindex="-1">${wrong === 0 ? 'All is well' : wrong === 1 ? 'One thing to mend' : `${wrong} things to mend`}</h2>
    <ul>${[...findings].sort((a, b) => Number(a.ok) - Number(b.ok)).map(outcome)}</ul>
    <h2>The tag</h2>
    <pre>${fill(tagLines, filled())}</pre>
    <h2>If the page has a Content-Security-Policy</h2>
    <pre>${fill(policyLines, filled())}</pre>
  `
}

function draw(): void {
  render(
    html`<main>
      <h1>Is Damso set up right?</h1>
      <form @submit=${run}>
        ${field('site', 'Site', 'data-site of the tag', 'shop')}
        ${field('origin', 'Origin', 'of the pages with the tag', 'https://www.example.com')}
        ${field('token', 'Token', 'one that your backend just signed; it is not kept', 'eyJ…')}
        <button ?disabled=${busy}>${busy ? 'Checking …' : 'Check'}</button>
      </form>
      <section aria-live="polite">${results()}</section>
      ${faultHelp(location.hash, filled())}
    </main>`,
    document.body,
  )
}

/** The browser looked for the address's place before it was there. */
function goToCode(): void {
  draw()
  if (location.hash !== '') document.getElementById('code')?.focus()
}

document.adoptedStyleSheets = [checkStyles]
addEventListener('hashchange', goToCode)
goToCode()
