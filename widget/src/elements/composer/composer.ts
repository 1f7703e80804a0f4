import { limits } from '@damso/schema/model'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import type { Draft, Mention } from '../../client/index.ts'
import type { Locale } from '../../locales/locale.ts'
import { base } from '../../styles/base.ts'
import { perform } from '../act.ts'
import { define } from '../define.ts'
import { closeIcon, sendIcon } from '../icons.ts'
import { lazily } from '../lazily.ts'
import { mentionsIn, undisguised, visibleName } from '../message/text-parts.ts'
import { ComposeEvent } from '../message/tools.ts'
import type { MessageRow } from '../timeline/rows.ts'
import { composerStyles } from './composer.styles.ts'
import { EnterRule } from './enter-rule.ts'
import type { MentionPicker } from './mention-picker.ts'

/** A message that is answered or edited. */
export interface ComposeTarget {
  mode: 'reply' | 'edit'
  row: MessageRow
  /** An edit that did not come through, to be tried again. @default the message's own text */
  text?: string | undefined
}

const encoder = new TextEncoder()

/**
 * Where a message is written. It grows to five lines; the field is never written to while an input method composes.
 *
 * @csspart field - a field to write in: the composer, a search, a form
 * @csspart send - the send button
 * @csspart banner - the message that is being answered or edited
 * @csspart icon-button - a button with an icon
 * @csspart menu - a menu, the sheet of emoji, the list of members to name
 * @csspart menu-item - a line of a menu
 */
@define('damso-composer', 'field', 'send', 'banner', 'icon-button', 'menu', 'menu-item')
export class DamsoComposer extends LitElement {
  static override styles = [base, composerStyles]

  @property({ attribute: false }) locale: Locale | undefined
  @property({ attribute: false }) target: ComposeTarget | null = null
  /** What was written here before, or is proposed: taken over by an empty field. */
  @property({ attribute: false }) draft: Draft | undefined
  /** The list of unsent messages takes no more. */
  @property({ type: Boolean }) full = false

  /** Members can be named with `@`. */
  @property({ type: Boolean }) mentionable = false

  @query('textarea') readonly field!: HTMLTextAreaElement
  @state() private text = ''
  private picker: MentionPicker | undefined
  /** Members whom the text may name. */
  private chosen: readonly Mention[] = []
  private committing = false
  /** What was begun here before an edit took the field. */
  private begun = ''
  private readonly enter = new EnterRule(
    () => this.submit(),
    () => matchMedia('(hover: none) and (pointer: coarse)').matches,
  )

  override focus(options?: FocusOptions): void {
    this.field?.focus(options)
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('draft') && this.text === '' && this.draft && !this.enter.composing) {
      for (const mention of this.draft.mentions) this.mention(mention)
      this.write(this.draft.text)
    }
    if (!changed.has('target') || this.enter.composing) return
    if (this.target?.mode === 'edit') this.picker?.close()
    const wasEdit = changed.get('target')?.mode === 'edit'
    if (this.target?.mode === 'edit') {
      if (!wasEdit) this.begun = this.text
      this.write(this.target.text ?? this.target.row.text ?? '')
    } else if (wasEdit) this.write(this.begun)
    if (this.target) this.focus()
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.locale) return nothing
    const { terms } = this.locale
    const size = encoder.encode(this.text).length
    const fault = size > limits.messageBytes ? terms.tooLong : this.full ? terms.unsentFull : null
    const ready = this.text.trim() !== '' && fault === null
    return html`
      ${this.target ? this.banner(this.target) : nothing}
      ${fault ? html`<p class="fault" role="alert">${fault}</p>` : nothing}
      ${this.picker?.render() ?? nothing}
      <div class="field" part="field" data-text=${`${this.text} `}>
        <textarea
          rows="1"
          aria-label=${this.target?.mode === 'edit' ? terms.editing : terms.writeMessage}
          placeholder=${terms.writeMessage}
          enterkeyhint="enter"
          autocomplete="off"
          dir="auto"
          aria-autocomplete=${this.mentionable ? 'list' : nothing}
          aria-controls=${this.picker?.open ? 'members' : nothing}
          aria-activedescendant=${this.picker?.active ?? nothing}
          @keydown=${this.onKeydown}
          @keyup=${this.onKeyup}
          @beforeinput=${(event: InputEvent) => this.enter.beforeInput(event)}
          @input=${this.onInput}
          @blur=${this.onBlur}
          @click=${() => this.picker?.update()}
          @compositionstart=${() => this.enter.compositionStart()}
          @compositionupdate=${(event: CompositionEvent) => this.enter.compositionUpdate(event.data)}
          @compositionend=${this.onCompositionEnd}
        ></textarea>
        <button
          class="send"
          part="send"
          aria-label=${this.target?.mode === 'edit' ? terms.save : terms.send}
          ?data-ready=${ready}
          aria-disabled=${!ready}
          @pointerdown=${keepFocus}
          @click=${this.submit}
        >${sendIcon}</button>
      </div>
    `
  }

  private banner({ mode, row }: ComposeTarget): TemplateResult {
    const { terms } = this.locale as Locale
    const title =
      mode === 'edit' ? terms.editing : terms.replyingTo(row.own ? terms.you : visibleName(row.sender?.name ?? ''))
    return html`<div class="banner" part="banner">
      <div><strong>${title}</strong><span dir="auto">${undisguised(row.text ?? '')}</span></div>
      <button part="icon-button" aria-label=${terms.cancel} @click=${this.cancel}>${closeIcon}</button>
    </div>`
  }

  private readonly submit = (): void => {
    // The send button in mid-syllable: leaving the field commits what is composed, before the field is written.
    if (this.enter.composing) this.commit()
    // The live value: the state is an event behind where a composition has just ended.
    const text = this.field.value.normalize('NFC').trim()
    if (text === '' || encoder.encode(text).length > limits.messageBytes) return
    if (this.target?.mode === 'edit' && this.target.row.id !== null) {
      this.edit(this.target.row, this.target.row.id, text)
    } else if (this.full) {
      return
    } else {
      const message = { text, replyTo: this.target?.row.id ?? null, mentions: this.mentions(text) }
      if (!perform(this, { type: 'send', ...message })) return
    }
    this.write('')
    this.target = null
    this.dispatchEvent(new Event('damso-composed'))
  }

  private edit(row: MessageRow, message: string, text: string): void {
    if (text === row.text) return
    // Nothing typed is lost: unless the field has another edit by then, this one comes back.
    const undone = () => {
      if (this.isConnected && this.target?.mode !== 'edit') this.dispatchEvent(new ComposeEvent('edit', row, text))
    }
    perform(this, { type: 'edit', message, text, undone })
  }

  private readonly cancel = (): void => {
    this.target = null
    this.dispatchEvent(new Event('damso-composed'))
    this.focus()
  }

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (this.picker?.keydown(event)) return
    this.enter.keydown(event)
    if (event.key === 'Escape' && this.target && !event.isComposing) {
      event.stopPropagation()
      this.cancel()
    }
  }

  private readonly onKeyup = (event: KeyboardEvent): void => {
    this.enter.keyup(event)
    this.picker?.keyup(event)
    if (CARET_KEYS.has(event.key)) this.picker?.update()
  }

  private readonly onBlur = (): void => {
    this.enter.blur()
    if (!this.committing) this.picker?.close()
  }

  private readonly onInput = (): void => {
    this.written()
    // Whom an edit names stays as it was sent.
    if (!this.mentionable || this.target?.mode === 'edit') return
    this.picker?.update()
    if (!this.picker && this.text.includes('@')) void this.pickMentions()
  }

  /** The field holds another text. */
  written(): void {
    this.text = this.field.value
    const { text } = this
    if (this.target?.mode !== 'edit') perform(this, { type: 'typing', text, mentions: this.mentions(text) })
  }

  /** The text names this member. */
  mention({ id, name }: Mention): void {
    this.chosen = [...this.chosen.filter((other) => other.id !== id), { id, name }].slice(-limits.mentions)
  }

  private readonly onCompositionEnd = (event: CompositionEvent): void => {
    this.text = this.field.value
    this.picker?.compositionEnd()
    this.enter.compositionEnd(event.data)
  }

  get composing(): boolean {
    return this.enter.composing
  }

  /** Leaving the field ends what is composed; the keyboard stays, because focus comes back at once. */
  commit(): void {
    this.committing = true
    this.field.blur()
    this.focus()
    this.committing = false
  }

  /** The list of members comes with the first `@`. */
  private async pickMentions(): Promise<void> {
    const part = await lazily(this, () => import('./mention-picker.ts'))
    if (part) this.picker ??= new part.MentionPicker(this)
    this.picker?.update()
  }

  private mentions(text: string): Mention[] {
    return this.chosen.length === 0 ? [] : mentionsIn(text, this.chosen)
  }

  private write(text: string): void {
    this.field.value = text
    this.text = text
  }
}

/** Keys that move the caret without changing the text. */
const CARET_KEYS = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End'])

/** A tap on send must not close the keyboard. */
const keepFocus = (event: PointerEvent) => event.preventDefault()

declare global {
  interface HTMLElementTagNameMap {
    'damso-composer': DamsoComposer
  }
}
