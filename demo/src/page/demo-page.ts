import { type Html, html } from '../backend/html.ts'
import type { Community, Persona } from '../communities/index.ts'
import { renderShell } from './shell.ts'
import { wordsOf } from './words.ts'

/**
 * The demo: members side by side, each in a frame of their own, and the switches that make things go wrong.
 * @param api origin of the Damso server
 * @param servers names, of which a single one needs none
 */
export function renderDemoPage(community: Community, api: string, servers: readonly string[]): Html {
  const isCluster = servers.length > 1
  const words = wordsOf(community.language)
  const [left, right] = community.personas
  return renderShell(
    { community, api, current: 'demo' },
    html`<section class="switches" aria-label="${words.switches}">
${servers.map((name) => serverSwitch(community, name, isCluster ? name : words.server))}
<div class="toggles">
${toggle('dark', words.dark)}
${toggle('strict', words.strict)}
${toggle('hostile', words.hostile)}
</div>
<p id="filling" hidden><span>${words.filling}</span> <progress max="1" value="0" aria-label="${words.filling}"></progress></p>
<dl class="counters" aria-label="${words.counters}" title="${words.counters}">
${counter('sent', words.sent)}
${counter('stored', words.stored)}
${counter('shown', words.shown)}
${counter('duplicated', words.duplicated)}
${counter('violations', words.violations)}
</dl>
</section>
<main class="seats">
<h1 class="hidden">${words.title}</h1>
${seat(community, left, isCluster)}
${seat(community, right, isCluster)}
</main>`,
  )
}

const toggle = (name: string, label: string) =>
  html`<button type="button" class="toggle" aria-pressed="false" data-switch="${name}">${label}</button>`

const counter = (name: string, label: string) => html`<div><dt>${label}</dt><dd id="count-${name}">0</dd></div>`

function serverSwitch({ language }: Community, name: string, label: string): Html {
  const words = wordsOf(language)
  return html`<div class="server" role="group" aria-label="${label}" data-name="${name}" data-states="${JSON.stringify(words.states)}">
<span class="label">${label}</span><output class="state" data-state="running">${words.states.running}</output>
<button type="button" data-kill="${words.kill}" data-start="${words.start}">${words.kill}</button>
</div>`
}

/** @param showsNode whether it says which node the member is connected to */
function seat(community: Community, persona: Persona, showsNode: boolean): Html {
  const words = wordsOf(community.language)
  return html`<section class="seat" data-site="${community.site}" aria-label="${persona.name}">
<header>
<select class="persona" aria-label="${words.whose}">${community.personas.map(
    ({ id, name }) => html`<option value="${id}"${id === persona.id && html` selected`}>${name}</option>`,
  )}</select>
<fieldset class="line-choice"><legend class="hidden">${words.line}</legend>${(
    ['online', 'slow', 'offline'] as const
  ).map(
    (line) =>
      html`<label><input type="radio" name="line-${persona.id}" value="${line}"${line === 'online' && html` checked`}><span>${words.lines[line]}</span></label>`,
  )}</fieldset>
${showsNode && html`<output class="node" title="${words.node}" aria-label="${words.node}"></output>`}
<a class="alone" href="/?persona=${persona.id}" target="_blank">${words.alone}</a>
</header>
<iframe title="${community.name}: ${persona.name}" src="/${community.site}/hikes?persona=${persona.id}"></iframe>
</section>`
}
