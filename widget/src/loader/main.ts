/**
 * `damso.js`: finds its own tag, takes the calls that were made before it, and puts the chat into the page. No Lit, no
 * socket: those come with the panel.
 * @module
 */
import type { PanelModule } from '../panel.ts'
import { type Call, createApi, type DamsoApi } from './api.ts'
import { DamsoChat } from './damso-chat.ts'
import { DamsoLauncher } from './launcher.ts'
import { attributes, type Settings, settingsOf } from './settings.ts'

declare global {
  interface Window {
    damso?: DamsoApi | Call[] | Settings | undefined
  }
}

/** Replaced by the build: where the panel stands, next to this script. */
declare const __PANEL__: string

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null
const base = new URL('.', script?.src || document.baseURI).href

function start(): void {
  const before = window.damso
  const settings = settingsOf(script, before)
  DamsoChat.origin = { server: base, loadPanel: () => import(new URL(__PANEL__, base).href) as Promise<PanelModule> }
  customElements.define('damso-launcher', DamsoLauncher)
  customElements.define('damso-chat', DamsoChat)
  const find = () => document.querySelector('damso-chat')
  const api = createApi(find)
  window.damso = api
  const ready = () => {
    if (settings.site !== undefined && !find()) document.body.append(popup(settings))
    if (Array.isArray(before)) api.push(...before)
  }
  if (document.body) ready()
  else addEventListener('DOMContentLoaded', ready, { once: true })
}

function popup(settings: Settings): DamsoChat {
  const chat = document.createElement('damso-chat')
  for (const [name, value] of Object.entries(settings)) chat.setAttribute(attributes[name as keyof Settings], value)
  return chat
}

// A page that loads the script twice has one widget.
if (!customElements.get('damso-chat')) start()
