import { html, LitElement, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { base } from '../../styles/base.ts'
import { define } from '../define.ts'
import { megaphoneIcon } from '../icons.ts'
import { visibleName } from '../message/text-parts.ts'
import { avatarStyles } from './avatar.styles.ts'

const colours = ['sage', 'sand', 'clay', 'mist', 'lilac', 'rose', 'stone'] as const

/**
 * A face or a room: its picture, else the first letter of its name on a quiet ground that stays the same everywhere.
 *
 * @csspart avatar - a face, or a room's picture
 */
@define('damso-avatar', 'avatar')
export class DamsoAvatar extends LitElement {
  static override styles = [base, avatarStyles]

  /** Decides letter and ground. */
  @property() name = ''
  @property() picture: string | null = null
  /** People are circles, rooms rounded squares, announcements an icon. */
  @property() kind: 'person' | 'room' | 'announcements' = 'person'

  @state() private broken: string | null = null

  protected override render(): TemplateResult {
    const colour = this.kind === 'announcements' ? 'stone' : colourOf(this.name)
    return html`<span class="face ${this.kind} ${colour}" part="avatar" aria-hidden="true">${this.content()}</span>`
  }

  private content(): TemplateResult | string {
    if (this.kind === 'announcements') return megaphoneIcon
    if (this.picture !== null && this.picture !== this.broken)
      return html`<img src=${this.picture} alt="" referrerpolicy="no-referrer" loading="lazy" @error=${this.onError} />`
    return initialOf(visibleName(this.name))
  }

  private onError(): void {
    this.broken = this.picture
  }
}

const segmenter = new Intl.Segmenter()

/** One grapheme, so that an emoji or a syllable is never cut; of the first word with a letter: "11월 북한산" is 북. */
export function initialOf(name: string): string {
  const word = name.split(/\s+/u).find((part) => /^\p{L}/u.test(part)) ?? name.trim()
  return (segmenter.segment(word)[Symbol.iterator]().next().value?.segment ?? '').toLocaleUpperCase()
}

function colourOf(name: string): string {
  // FNV-1a: names of one or two syllables are spread as well.
  let hash = 0x811c9dc5
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return colours[(hash ^ (hash >>> 15)) % colours.length] ?? 'stone'
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-avatar': DamsoAvatar
  }
}
