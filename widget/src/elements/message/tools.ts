import { html, nothing, type ReactiveController, type TemplateResult } from 'lit'
import type { Locale } from '../../locales/locale.ts'
import { perform } from '../act.ts'
import { copyIcon, deleteIcon, editIcon, moreIcon, replyIcon, smileIcon } from '../icons.ts'
import { lazily } from '../lazily.ts'
import { moveInMenu } from '../menu-keys.ts'
import type { MessageRow } from '../timeline/rows.ts'
import type { emojiGrid } from './emoji-picker.ts'
import type { DamsoMessage } from './message.ts'
import { fewEmoji, type MenuItem, menuSheet } from './sheets.ts'

/** A finger rests so long before it means the menu. */
const PRESS = 500
/** Heights of what opens, in pixels: where it fits tells whether it drops down or up. */
const SHEET = 220
const PICKER = 340
/** What opens stays so far from the sides of the room, in pixels. */
const EDGE = 8

/** What the composer takes over: a message to answer or to edit. */
export class ComposeEvent extends Event {
  static readonly type = 'damso-compose'
  readonly mode: 'reply' | 'edit'
  readonly row: MessageRow
  /** An edit that did not come through. */
  readonly text: string | undefined

  constructor(mode: 'reply' | 'edit', row: MessageRow, text?: string) {
    super(ComposeEvent.type, { bubbles: true, composed: true })
    this.mode = mode
    this.row = row
    this.text = text
  }
}

/** What can be done with a message: the buttons beside its bubble, the emoji, the menu; by pointer, finger or key. */
export class Tools implements ReactiveController {
  readonly #host: DamsoMessage
  #open: 'menu' | 'emoji' | 'picker' | null = null
  /** Pointer or focus has been here: only then there are tools, of which all but one message's would never be seen. */
  #near = false
  #place: '' | 'over' = ''
  #drop: 'up' | 'down' = 'down'
  #grid: typeof emojiGrid | undefined
  #press: ReturnType<typeof setTimeout> | undefined
  #opener: HTMLElement | null = null

  constructor(host: DamsoMessage) {
    this.#host = host
    host.addController(this)
    host.addEventListener('pointerenter', this.approach)
    host.addEventListener('focus', this.approach, true)
    host.addEventListener('focusout', this.#onFocusOut)
    host.addEventListener('keydown', this.#onKeydown)
  }

  hostDisconnected(): void {
    clearTimeout(this.#press)
  }

  /** They come: beside the bubble, or over its upper corner where there is no room. */
  readonly approach = (): void => {
    const { renderRoot, faces, row } = this.#host
    const bubble = renderRoot.querySelector('.bubble')?.getBoundingClientRect()
    const room = this.#host.getBoundingClientRect()
    const width = (matchMedia('(pointer: coarse)').matches ? 44 : 32) * 3 + 8
    const place = bubble && room.width - bubble.width - (faces && !row?.own ? 36 : 0) < width ? 'over' : ''
    if (this.#near && place === this.#place) return
    this.#near = true
    this.#place = place
    this.#host.requestUpdate()
  }

  buttons(row: MessageRow, locale: Locale): TemplateResult | typeof nothing {
    const { terms } = locale
    if (row.status === 'failed' && this.#open === 'menu')
      return html`<div class="tools bare" part="tools" data-open>${this.#failedMenu(row, locale)}</div>`
    if (row.status !== 'stored' || row.deleted || !(this.#near || this.#open)) return nothing
    const { can } = this.#host
    const emoji = this.#open === 'emoji' || this.#open === 'picker'
    return html`<div class="tools ${this.#place}" part="tools" ?data-open=${this.#open !== null}>
      ${can.react ? button(terms.react, smileIcon, () => this.#toggle('emoji'), emoji) : nothing}
      ${can.reply ? button(terms.reply, replyIcon, () => this.#compose('reply')) : nothing}
      ${button(terms.more, moreIcon, () => this.#toggle('menu'), this.#open === 'menu')}
      ${this.#open === 'menu' ? this.#menu(row, locale) : nothing}
    </div>`
  }

  /** Under the bubble, over everything else. */
  emoji({ id, reactions }: MessageRow, locale: Locale): TemplateResult | typeof nothing {
    if (this.#open !== 'emoji' && this.#open !== 'picker') return nothing
    const choose = (emoji: string) => {
      const held = reactions.some((reaction) => reaction.emoji === emoji && reaction.own)
      if (id) perform(this.#host, { type: 'react', message: id, emoji, on: !held })
      this.#shut()
    }
    return html`<div class="sheet emoji ${this.#drop} ${this.#place}" part="menu" role="menu" tabindex="-1">
      ${this.#open === 'picker' && this.#grid ? this.#grid(choose) : fewEmoji(choose, this.#pick, locale)}
    </div>`
  }

  /** A finger that rests on the bubble opens the menu. */
  readonly onPress = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse' || this.#host.row?.status !== 'stored') return
    this.#press = setTimeout(() => this.#toggle('menu'), PRESS)
  }

  readonly onRelease = (): void => clearTimeout(this.#press)

  /** A tap does on one that failed, which has no other use. */
  readonly onTap = (): void => {
    if (this.#host.row?.status === 'failed' && matchMedia('(pointer: coarse)').matches) this.#toggle('menu')
  }

  #failedMenu({ nonce }: MessageRow, { terms }: Locale): TemplateResult {
    const item = (type: 'resend' | 'discard') => ({
      label: terms[type],
      act: () => void perform(this.#host, { type, nonce }),
    })
    return menuSheet([item('resend'), item('discard')], this.#drop)
  }

  #menu({ id, text, own }: MessageRow, { terms }: Locale): TemplateResult {
    const copy = () => void navigator.clipboard?.writeText(text ?? '').catch(() => {})
    const edit = () => this.#compose('edit')
    const remove = () => {
      if (id) perform(this.#host, { type: 'delete', message: id })
      this.#shut(this.#host)
    }
    const items: MenuItem[] = [{ label: terms.copy, icon: copyIcon, act: copy }]
    if (own) items.push({ label: terms.edit, icon: editIcon, act: edit })
    if (own || this.#host.can.deleteAny)
      items.push({ label: terms.delete, icon: deleteIcon, act: remove, danger: true })
    return menuSheet(items, this.#drop, () => this.#shut())
  }

  #compose(mode: 'reply' | 'edit'): void {
    const { row } = this.#host
    if (row) this.#host.dispatchEvent(new ComposeEvent(mode, row))
  }

  #toggle(open: 'menu' | 'emoji'): void {
    this.#opener = (this.#host.renderRoot as ShadowRoot).activeElement as HTMLElement | null
    this.#show(this.#open === open || (open === 'emoji' && this.#open === 'picker') ? null : open)
  }

  /** All of the emoji come with the first look at them. */
  readonly #pick = async (): Promise<void> => {
    const part = await lazily(this.#host, () => import('./emoji-picker.ts'))
    if (part === undefined || this.#open !== 'emoji') return
    this.#grid = part.emojiGrid
    // The focused one of the six goes: the sheet holds the focus meanwhile.
    this.#sheet?.focus()
    this.#show('picker')
  }

  #show(open: 'menu' | 'emoji' | 'picker' | null): void {
    this.#set(open)
    if (open === null) return
    const scroller = (this.#host.closest('[data-scroller]') ?? document.documentElement).getBoundingClientRect()
    const { top, bottom } = this.#host.getBoundingClientRect()
    const height = open === 'picker' ? PICKER : SHEET
    this.#drop = scroller.bottom - top > height || top - scroller.top < height - 100 ? 'down' : 'up'
    void this.#host.updateComplete.then(() => {
      const sheet = this.#sheet
      if (!sheet) return
      keepWithin(sheet, scroller)
      sheet.querySelector('button')?.focus({ preventScroll: true })
      if (bottom > scroller.top) sheet.scrollIntoView({ block: 'nearest' })
    })
  }

  /** The focus goes back to what opened it; that of a message that is about to change, to the message. */
  #shut(to: HTMLElement = this.#opener ?? this.#host): void {
    if (this.#open === null) return
    this.#set(null)
    to.focus()
  }

  #set(open: 'menu' | 'emoji' | 'picker' | null): void {
    if (open === this.#open) return
    this.#open = open
    this.#host.requestUpdate()
  }

  get #sheet(): HTMLElement | null {
    return this.#host.renderRoot.querySelector('.sheet')
  }

  readonly #onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (!(relatedTarget instanceof Node) || !this.#host.renderRoot.contains(relatedTarget)) this.#set(null)
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.#open !== null) {
      event.stopPropagation()
      this.#shut()
    } else if (this.#open !== null) moveInMenu(event, this.#sheet)
  }
}

/** Moves what would be cut off at a side. */
function keepWithin(sheet: HTMLElement, { left, right }: DOMRect): void {
  sheet.style.translate = ''
  const box = sheet.getBoundingClientRect()
  const across = Math.max(0, left + EDGE - box.left) || Math.min(0, right - EDGE - box.right)
  if (across !== 0) sheet.style.translate = `${across}px`
}

const button = (label: string, icon: TemplateResult, act: () => void, expanded?: boolean): TemplateResult =>
  html`<button class="tool" aria-label=${label} title=${label} aria-expanded=${expanded ?? nothing} @click=${act}>${icon}</button>`

declare global {
  interface GlobalEventHandlersEventMap {
    'damso-compose': ComposeEvent
  }
}
