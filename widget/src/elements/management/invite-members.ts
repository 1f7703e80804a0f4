import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import type { Locale } from '../../locales/locale.ts'
import { base, controls, heading } from '../../styles/base.ts'
import { perform } from '../act.ts'
import { define } from '../define.ts'
import { type RoomActs, settle } from './acts.ts'
import type { DamsoPeoplePicker } from './people-picker.ts'
import { screen } from './screen.styles.ts'
import { goBack, screenHeader } from './screen-header.ts'
import './people-picker.ts'

/**
 * Brings people into a room.
 *
 * @csspart header - the bar over a list, a room or a screen
 * @csspart title - the title in that bar
 * @csspart icon-button - a button with an icon
 * @csspart screen - what a screen over the room or the list holds
 * @csspart button - a button with words
 */
@define('damso-invite-members', 'header', 'title', 'icon-button', 'screen', 'button')
export class DamsoInviteMembers extends LitElement {
  static override styles = [base, controls, heading, screen]

  @property() room = ''
  @property({ attribute: false }) acts: RoomActs | undefined
  @property({ attribute: false }) locale: Locale | undefined

  @query('damso-people-picker') private readonly picker!: DamsoPeoplePicker
  @state() private picked: readonly string[] = []
  @state() private fault: string | null = null
  @state() private busy = false

  protected override render(): TemplateResult | typeof nothing {
    const { locale, picked, busy } = this
    if (!locale) return nothing
    const { terms } = locale
    return html`
      ${screenHeader(terms.inviteMembers, locale, () => goBack(this))}
      <div class="body" part="screen">
        <damso-people-picker .find=${this.find} .locale=${locale} .fault=${this.fault} @change=${this.onPick}></damso-people-picker>
      </div>
      <div class="submit">
        <button class="filled" part="button" aria-disabled=${picked.length === 0 || busy} @click=${this.invite}>${terms.invite(picked.length)}</button>
      </div>
    `
  }

  private readonly find = (search: string) => this.acts?.candidates(this.room, search) ?? Promise.resolve([])

  private readonly onPick = (): void => {
    this.picked = this.picker.picked
    this.fault = null
  }

  private readonly invite = async (): Promise<void> => {
    if (!this.acts || this.busy || this.picked.length === 0) return
    this.busy = true
    this.fault = null
    const refused = await settle(this.acts.add(this.room, this.picked))
    this.busy = false
    if (refused) {
      this.fault = this.locale?.terms.refused(refused.code, refused.field) ?? null
      return
    }
    this.picked = []
    this.picker.clear()
    perform(this, { type: 'room-changed' })
    goBack(this)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-invite-members': DamsoInviteMembers
  }
}
