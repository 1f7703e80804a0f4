import { DamsoChat, type Origin } from './damso-chat.ts'
import { DamsoLauncher } from './launcher.ts'

/** Once in a page, however often its scripts load. */
export function define(origin: Origin): void {
  if (customElements.get('damso-chat')) return
  DamsoChat.origin = origin
  customElements.define('damso-launcher', DamsoLauncher)
  customElements.define('damso-chat', DamsoChat)
}
