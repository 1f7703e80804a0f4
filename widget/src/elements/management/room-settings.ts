import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import type { Refused, RoomDetails, RoomSettings } from '../../client/index.ts'
import type { Locale } from '../../locales/locale.ts'
import { base, controls, heading } from '../../styles/base.ts'
import { perform } from '../act.ts'
import { define } from '../define.ts'
import { type RoomActs, settle } from './acts.ts'
import { choices } from './choices.ts'
import { unfoldIcon } from './icons.ts'
import { fields, screen } from './screen.styles.ts'
import { goBack, screenHeader } from './screen-header.ts'
import { titleField } from './title-field.ts'

const intervals = [0, 5, 10, 30, 60, 300, 900, 3_600]

/**
 * What a room is called, who may come in, and who may speak. Only what was changed here is kept and saved: the rest
 * follows the room, whoever changes it meanwhile.
 *
 * @csspart header - the bar over a list, a room or a screen
 * @csspart title - the title in that bar
 * @csspart icon-button - a button with an icon
 * @csspart screen - what a screen over the room or the list holds
 * @csspart field - a field to write in: the composer, a search, a form
 * @csspart button - a button with words
 */
@define('damso-room-settings', 'header', 'title', 'icon-button', 'screen', 'field', 'button')
export class DamsoRoomSettings extends LitElement {
  static override styles = [base, controls, heading, screen, fields]

  @property({ attribute: false }) details: RoomDetails | undefined
  @property({ attribute: false }) acts: RoomActs | undefined
  @property({ attribute: false }) locale: Locale | undefined

  @state() private draft: Partial<RoomSettings> = {}
  @state() private refused: Refused | null = null
  @state() private busy = false

  protected override render(): TemplateResult | typeof nothing {
    const { details, locale } = this
    if (!details || !locale) return nothing
    const { terms } = locale
    const { title, joinPolicy, postPolicy, slowModeSeconds, frozen } = { ...details, ...this.draft }
    const fault = this.refused && terms.refused(this.refused.code, this.refused.field)
    const ofTitle = this.refused?.field === 'title'
    const seconds = [...new Set([...intervals, slowModeSeconds])].sort((one, other) => one - other)
    return html`
      ${screenHeader(terms.roomSettings, locale, () => goBack(this))}
      <div class="body" part="screen">
        ${titleField(title, ofTitle ? fault : null, locale, (title) => this.change({ title }))}
        ${choices('join', terms.joinPolicy, terms.joinPolicies, joinPolicy, (joinPolicy) => this.change({ joinPolicy }))}
        ${choices('post', terms.postPolicy, terms.postPolicies, postPolicy, (postPolicy) => this.change({ postPolicy }))}
        <fieldset>
          <label class="label" for="slow">${terms.slowMode}</label>
          <div class="select">
            <select id="slow" part="field" @change=${this.onInterval}>
              ${seconds.map(
                (value) =>
                  html`<option value=${value} .selected=${value === slowModeSeconds}>${value === 0 ? terms.slowModeOff : terms.seconds(value)}</option>`,
              )}
            </select>${unfoldIcon}
          </div>
        </fieldset>
        <label class="choice">
          <span>${terms.freeze}<small>${terms.freezeHint}</small></span>
          <input type="checkbox" role="switch" .checked=${frozen} @change=${() => this.change({ frozen: !frozen })} />
        </label>
      </div>
      <div class="submit">
        ${fault && !ofTitle ? html`<p class="fault" role="alert">${fault}</p>` : nothing}
        <button class="filled" part="button" aria-disabled=${!this.changed || this.busy} @click=${this.save}>${terms.save}</button>
      </div>
    `
  }

  private get changed(): boolean {
    return Object.keys(this.draft).length > 0
  }

  /** What is as it was is no change. */
  private change(part: Partial<RoomSettings>): void {
    const { details } = this
    const entries = Object.entries({ ...this.draft, ...part })
    this.draft = Object.fromEntries(entries.filter(([name, value]) => details?.[name as keyof RoomSettings] !== value))
    this.refused = null
  }

  private readonly onInterval = (event: Event): void => {
    this.change({ slowModeSeconds: Number((event.target as HTMLSelectElement).value) })
  }

  private readonly save = async (): Promise<void> => {
    if (!this.acts || !this.details || !this.changed || this.busy) return
    this.busy = true
    this.refused = null
    const refused = await settle(this.acts.update(this.details.id, this.draft))
    this.busy = false
    if (refused) {
      this.refused = refused
      if (refused.field === 'title') this.renderRoot.querySelector<HTMLElement>('#title')?.focus()
      return
    }
    this.draft = {}
    perform(this, { type: 'room-changed' })
    goBack(this)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-room-settings': DamsoRoomSettings
  }
}
