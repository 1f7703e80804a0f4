import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import type { Locale } from '../../locales/locale.ts'
import { base } from '../../styles/base.ts'
import { perform } from '../act.ts'
import { ask } from '../ask.ts'
import { define } from '../define.ts'
import type { MessageRow } from '../timeline/rows.ts'
import { reactionsStyles } from './reactions.styles.ts'
import { visibleName } from './text-parts.ts'

/** A pointer that only passes asks nothing. */
const HOVER = 250
const PRESS = 500
/** A finger has no way of leaving. */
const TOUCH_SHOWS = 4_000
/** Names before "and others". */
const NAMES = 5

/**
 * The reactions under a message. Who holds one is asked when somebody looks: hover, focus, or a long press.
 *
 * @csspart reaction - a reaction and its count
 * @csspart tip - who holds a reaction
 */
@define('damso-reactions', 'reaction', 'tip')
export class DamsoReactions extends LitElement {
  static override styles = [base, reactionsStyles]

  @property({ attribute: false }) row: MessageRow | undefined
  @property({ attribute: false }) locale: Locale | undefined
  @property({ type: Boolean }) enabled = false

  @state() private tip: { emoji: string; text: string } | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private looked: string | undefined
  private pressed = false

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.hide()
  }

  protected override render(): TemplateResult | typeof nothing {
    const { row, locale, tip } = this
    if (!row || !locale) return nothing
    return html`${row.reactions.map(
      ({ emoji, count, own }) => html`<button
        class="chip"
        part="reaction"
        aria-pressed=${own}
        aria-disabled=${!this.enabled}
        aria-describedby=${tip?.emoji === emoji ? 'tip' : nothing}
        @click=${() => this.toggle(emoji, !own)}
        @pointerenter=${(event: PointerEvent) => event.pointerType === 'mouse' && this.look(emoji, HOVER)}
        @pointerdown=${(event: PointerEvent) => this.press(event, emoji)}
        @pointerup=${() => this.release()}
        @pointercancel=${() => this.release()}
        @pointerleave=${(event: PointerEvent) => event.pointerType === 'mouse' && this.hide()}
        @contextmenu=${(event: Event) => this.pressed && event.preventDefault()}
        @focus=${({ target }: Event) => (target as Element).matches(':focus-visible') && this.look(emoji, 0)}
        @blur=${this.hide}
      >${emoji} <span>${count}</span><span class="quiet"> ${locale.terms.reactions}</span></button>`,
    )}${tip && row.reactions.some(({ emoji }) => emoji === tip.emoji) ? html`<div class="tip" part="tip" id="tip" role="tooltip">${tip.emoji} ${tip.text}</div>` : nothing}`
  }

  private toggle(emoji: string, on: boolean): void {
    const looking = this.pressed
    this.pressed = false
    if (!looking) this.hide()
    if (!looking && this.enabled && this.row?.id) perform(this, { type: 'react', message: this.row.id, emoji, on })
  }

  private press({ pointerType }: PointerEvent, emoji: string): void {
    this.pressed = false
    if (pointerType === 'mouse') return
    this.look(emoji, PRESS, () => {
      this.pressed = true
      this.timer = setTimeout(this.hide, TOUCH_SHOWS)
    })
  }

  /** Too short for a long press: it is a tap. */
  private release(): void {
    if (this.tip === null && !this.pressed) clearTimeout(this.timer)
  }

  private look(emoji: string, wait: number, looking = () => {}): void {
    clearTimeout(this.timer)
    this.looked = emoji
    this.timer = setTimeout(() => {
      looking()
      void this.show(emoji)
    }, wait)
  }

  private async show(emoji: string): Promise<void> {
    const { row, locale } = this
    if (!row?.id || !locale) return
    const holders = await ask(this, { type: 'reactors', message: row.id })
    const held = holders.find((holder) => holder.emoji === emoji)
    if (this.looked !== emoji || held === undefined || held.count === 0) return
    const own = row.reactions.some((reaction) => reaction.emoji === emoji && reaction.own)
    const others = held.members.filter(({ id }) => id !== row.reader).map(({ name }) => visibleName(name))
    const names = [...(own ? [locale.terms.you] : []), ...others].slice(0, NAMES)
    this.tip = { emoji, text: locale.terms.reactedBy(names, Math.max(0, held.count - names.length)) }
  }

  private readonly hide = (): void => {
    clearTimeout(this.timer)
    this.looked = undefined
    this.tip = null
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-reactions': DamsoReactions
  }
}
