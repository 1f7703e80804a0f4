import { html, LitElement, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { base } from '../../styles/base.ts'
import { define } from '../define.ts'
import { megaphoneIcon } from '../icons.ts'
import { avatarStyles } from './avatar.styles.ts'

const colours = ['sage', 'sand', 'clay', 'mist', 'lilac', 'rose', 'stone'] as const

/**
 * A face or a room: its picture, else the first letter of its name on a quiet ground that stays the same everywhere.
 *
 * @csspart face - the ground
 */
@define('damso-avatar')
export class DamsoAvatar extends LitElement {
  static override styles = [base, avatarStyles]

  /** Decides letter and ground. */
  @property() name = ''
  @property() picture: string | null = null
  /** People are circles, rooms rounded squares, announcements an icon. */
  @property({ reflect: true }) kind: 'person' | 'room' | 'announcements' = 'person'

  @state() private broken: string | null = null

  protected override render(): TemplateResult {
    const colour = this.kind === 'announcements' ? 'stone' : colourOf(this.name)
    return html`<span class="face ${colour}" part="face" aria-hidden="true">${this.content()}</span>`
  }

  private content(): TemplateResult | string {
    if (this.kind === 'announcements') return megaphoneIcon
    if (this.picture !== null && this.picture !== this.broken)
      return html`<img src=${this.picture} alt="" referrerpolicy="no-referrer" loading="lazy" @error=${this.onError} />`
    return initialOf(this.name)
  }

  private onError(): void {
    this.broken = this.picture
  }
}

const segmenter = new Intl.Segmenter()

/** One grapheme: an emoji or a syllable is never cut. */
export const initialOf = (name: string): string =>
  (segmenter.segment(name.trim())[Symbol.iterator]().next().value?.segment ?? '').toLocaleUpperCase()

function colourOf(name: string): string {
  let hash = 0
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return colours[hash % colours.length] ?? 'stone'
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-avatar': DamsoAvatar
  }
}
