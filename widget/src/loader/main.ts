/**
 * `damso.js`: finds its own tag, takes the calls that were made before it, and puts the chat into the page. No Lit, no
 * socket: those come with the panel.
 * @module
 */
import type { FaultCardModule } from '../fault-card/fault-card.ts'
import type { FrameModule } from '../frame/frame.ts'
import type { PanelModule } from '../panel.ts'
import { type Call, createApi, type DamsoApi } from './api.ts'
import { createPopup } from './create-popup.ts'
import { arrived, currentChat } from './current.ts'
import { define } from './define.ts'
import { standInPage } from './page-place.ts'
import { type Settings, settingsOf } from './settings.ts'

declare global {
  interface Window {
    damso?: DamsoApi | Call[] | Settings | undefined
  }
}

/** Replaced by the build: the folder of this release's modules, next to this script. */
declare const __RELEASE__: string

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null
const base = new URL('.', script?.src || document.baseURI).href

const load = (name: string) => import(new URL(`${__RELEASE__}/${name}.js`, base).href)
const loadCard = (): Promise<FaultCardModule> => load('fault-card')

/** What opens with a click comes at once, side by side. */
async function loadPanel(): Promise<PanelModule & FrameModule> {
  const [panel, frame]: [PanelModule, FrameModule] = await Promise.all([load('panel'), load('frame')])
  return { ...panel, ...frame }
}

function start(): void {
  const before = window.damso
  const settings = settingsOf(script, before)
  define({ server: base, loadPanel, loadCard, strings: (before as Settings | undefined)?.strings })
  const api = createApi(() => {
    window.damso = undefined
  })
  window.damso = api
  const ready = () => {
    if (settings.site !== undefined && !currentChat()) {
      const chat = createPopup(settings)
      standInPage(chat)
      // Its class may be of an earlier script, from before this page destroyed its chat.
      arrived(chat)
    }
    if (Array.isArray(before)) api.push(...before)
  }
  if (document.body) ready()
  else addEventListener('DOMContentLoaded', ready, { once: true })
}

// A page that loads the script twice has one widget; one that was destroyed may start again.
if (!window.damso || !('ready' in window.damso)) start()
