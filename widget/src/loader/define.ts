import { DamsoChat, type Origin } from './damso-chat.ts'

/** Once in a page, however often its scripts load. */
export function define(origin: Origin): void {
  if (customElements.get('damso-chat')) return
  DamsoChat.origin = origin
  customElements.define('damso-chat', DamsoChat)
}
