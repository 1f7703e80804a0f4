import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import type { NewRoom, Refused } from '../../client/index.ts'
import type { Locale } from '../../locales/locale.ts'
import { base, controls, heading } from '../../styles/base.ts'
import { perform } from '../act.ts'
import { define } from '../define.ts'
import { type RoomActs, settle } from './acts.ts'
import { choices } from './choices.ts'
import type { DamsoPeoplePicker } from './people-picker.ts'
import { fields, screen } from './screen.styles.ts'
import { focusTitle, goBack, screenHeader } from './screen-header.ts'
import { titleField } from './title-field.ts'
import './people-picker.ts'

/**
 * Makes a group or a public room and opens it.
 *
 * @csspart header - the bar over a list, a room or a screen
 * @csspart title - the title in that bar
 * @csspart icon-button - a button with an icon
 * @csspart screen - what a screen over the room or the list holds
 * @csspart field - a field to write in: the composer, a search, a form
 * @csspart button - a button with words
 */
@define('damso-create-room', 'header', 'title', 'icon-button', 'screen', 'field', 'button')
export class DamsoCreateRoom extends LitElement {
  static override styles = [base, controls, heading, screen, fields]

  @property({ attribute: false }) acts: RoomActs | undefined
  @property({ attribute: false }) locale: Locale | undefined

  @query('damso-people-picker') private readonly picker!: DamsoPeoplePicker
  @state() private room: Pick<NewRoom, 'title' | 'kind'> = { title: '', kind: 'GROUP' }
  @state() private refused: Refused | null = null
  @state() private busy = false

  constructor() {
    super()
    this.addEventListener('keydown', this.onKeydown)
  }

  focusFirst(): Promise<void> {
    return focusTitle(this)
  }

  protected override render(): TemplateResult | typeof nothing {
    const { locale } = this
    if (!locale) return nothing
    const { terms } = locale
    const { title, kind } = this.room
    const fault = this.refused && terms.refused(this.refused.code, this.refused.field)
    const place = this.refused?.field?.replace(/\[.*/, '')
    const change = (part: Partial<typeof this.room>) => {
      this.room = { ...this.room, ...part }
      this.refused = null
    }
    return html`
      ${screenHeader(terms.createRoom, locale, () => goBack(this))}
      <div class="body" part="screen">
        ${titleField(title, place === 'title' ? fault : null, locale, (title) => change({ title }))}
        ${choices('kind', terms.roomKind, terms.roomKinds, kind === 'PUBLIC' ? kind : 'GROUP', (kind) => change({ kind }))}
        <div class="label">${terms.inviteMembers}</div>
        <damso-people-picker
          .find=${this.find}
          .locale=${locale}
          .fault=${place === 'memberIds' ? fault : null}
          @change=${() => change({})}
        ></damso-people-picker>
      </div>
      <div class="submit">
        ${fault && place !== 'title' && place !== 'memberIds' ? html`<p class="fault" role="alert">${fault}</p>` : nothing}
        <button class="filled" part="button" aria-disabled=${title.trim() === '' || this.busy} @click=${this.create}>${terms.create}</button>
      </div>
    `
  }

  private readonly find = (search: string) => this.acts?.candidates(null, search) ?? Promise.resolve([])

  private readonly create = async (): Promise<void> => {
    if (!this.acts || this.busy || this.room.title.trim() === '') return
    this.busy = true
    this.refused = null
    const result = await settle(this.acts.create({ ...this.room, members: this.picker.picked }))
    this.busy = false
    if ('code' in result) {
      this.refused = result
      if (result.field === 'title') this.renderRoot.querySelector<HTMLElement>('#title')?.focus()
      return
    }
    this.room = { title: '', kind: 'GROUP' }
    this.picker.clear()
    perform(this, { type: 'open-room', room: result.room })
  }

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return
    event.stopPropagation()
    goBack(this)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-create-room': DamsoCreateRoom
  }
}
