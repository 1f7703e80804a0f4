import { html, nothing, type TemplateResult } from 'lit'
import type { ClientFaultCode } from '../client/client-fault.ts'
import { help } from '../help/en.ts'
import { type Cause, fill, runsOf, type Setup } from '../help/help.ts'

/** What is to say of the code that the address ends with, and the way to the others. */
export function faultHelp(hash: string, setup: Setup): TemplateResult {
  const code = hash.slice(1)
  return html`<section aria-labelledby="code">
    ${isCode(code) ? article(code, setup) : html`<h2 id="code">Codes of damso-error</h2>`}
    <nav aria-label="Codes">${Object.keys(help).map((other) => html`<a href="#${other}" aria-current=${other === code ? 'true' : nothing}>${other}</a>`)}</nav>
  </section>`
}

const isCode = (text: string): text is ClientFaultCode => Object.hasOwn(help, text)

function article(code: ClientFaultCode, setup: Setup): TemplateResult {
  const { means, member, causes, messages } = help[code]
  return html`<h2 id="code" tabindex="-1">${code}</h2>
    <p>${runs(means, setup)}</p>
    <p><strong>What a member sees:</strong> ${runs(member, setup)}</p>
    <p><strong>Messages meanwhile:</strong> ${runs(messages, setup)}</p>
    <ol>${causes.map((cause) => item(cause, setup))}</ol>`
}

const item = ({ is, sign, mend, lines }: Cause, setup: Setup) => html`<li>
  <h3>${runs(is, setup)}</h3>
  <p><strong>How to tell:</strong> ${runs(sign, setup)}</p>
  <p><strong>How to mend it:</strong> ${runs(mend, setup)}</p>
  ${lines === undefined ? nothing : html`<pre>${fill(lines, setup)}</pre>`}
</li>`

const runs = (text: string, setup: Setup) =>
  runsOf(fill(text, setup)).map((run, at) => (at % 2 ? html`<code>${run}</code>` : run))
