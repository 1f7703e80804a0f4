import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { type RoomDetails, type RoomMember, Roster } from '../../client/index.ts'
import type { Locale } from '../../locales/locale.ts'
import { base, controls, heading } from '../../styles/base.ts'
import { perform } from '../act.ts'
import { deepestFocus } from '../deepest-focus.ts'
import { define } from '../define.ts'
import { visibleName } from '../message/text-parts.ts'
import { faceOf } from '../room-list/room-row.ts'
import { type RoomActs, settle } from './acts.ts'
import { forwardIcon, inviteIcon, leaveIcon, settingsIcon } from './icons.ts'
import type { MemberEvent } from './member-list.ts'
import { question } from './question.ts'
import { roomDetailsStyles } from './room-details.styles.ts'
import { fields, screen } from './screen.styles.ts'
import { focusTitle, goBack, screenHeader } from './screen-header.ts'
import '../avatar/avatar.ts'
import './invite-members.ts'
import './member-list.ts'
import './room-settings.ts'

type Notify = 'ALL' | 'MENTIONS' | 'NONE'
const levels: readonly Notify[] = ['ALL', 'MENTIONS', 'NONE']
/** Fewer are seen at a glance. */
const SEARCH_FROM = 9

/**
 * What a room is, who is in it, and what one may do about both. Screens that were opened once stay, so that what was
 * picked or typed in them is there again.
 *
 * @csspart header - the bar over a list, a room or a screen
 * @csspart title - the title in that bar
 * @csspart icon-button - a button with an icon
 * @csspart screen - what a screen over the room or the list holds
 * @csspart row - a line to choose: a room, a person, a setting
 * @csspart button - a button with words
 * @csspart dialog - a small dialog
 */
@define('damso-room-details', 'header', 'title', 'icon-button', 'screen', 'row', 'button', 'dialog')
export class DamsoRoomDetails extends LitElement {
  static override styles = [base, controls, heading, screen, fields, roomDetailsStyles]

  @property({ attribute: false }) details: RoomDetails | undefined
  @property({ attribute: false }) acts: RoomActs | undefined
  @property({ attribute: false }) locale: Locale | undefined
  @property() member = ''
  /** Opened to leave: answered either way, it closes. */
  @property({ type: Boolean }) leaving = false

  @query('.question button') private readonly firstAnswer!: HTMLElement | null
  @state() private inner: 'invite' | 'settings' | null = null
  @state() private removing: RoomMember | null = null
  @state() private asking: 'leave' | 'remove' | null = null
  @state() private wished: Notify | null = null
  @state() private fault: string | null = null
  @state() private busy = false
  private readonly visited = new Set<string>()
  private roster: Roster | undefined
  private opener: HTMLElement | null = null

  constructor() {
    super()
    this.addEventListener('keydown', this.onKeydown)
  }

  async focusFirst(): Promise<void> {
    await this.updateComplete
    if (this.asking) this.firstAnswer?.focus()
    else await focusTitle(this)
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { details, acts } = this
    if (changed.has('leaving') && this.leaving) this.ask('leave')
    if (!details || !acts) return
    if (this.roster === undefined) this.roster = new Roster(acts.members, details.id)
    // Whatever happened to the room or its members brought new details.
    if (changed.has('details') && details.kind !== 'DIRECT') void this.roster.refresh()
  }

  protected override render(): TemplateResult | typeof nothing {
    const { details, locale, acts, inner } = this
    if (!details || !locale || !acts) return nothing
    if (inner) this.visited.add(inner)
    return html`
      <div class="screen" ?hidden=${inner !== null} ?inert=${this.asking !== null}>
        ${screenHeader(locale.terms.roomDetails, locale, this.close)}
        <div class="body" part="screen" @scroll=${this.onScroll}>${this.body(details, locale)}</div>
      </div>
      ${
        this.visited.has('invite')
          ? html`<damso-invite-members .room=${details.id} .acts=${acts} .locale=${locale} ?hidden=${inner !== 'invite'} @damso-back=${this.back}></damso-invite-members>`
          : nothing
      }
      ${
        this.visited.has('settings')
          ? html`<damso-room-settings .details=${details} .acts=${acts} .locale=${locale} ?hidden=${inner !== 'settings'} @damso-back=${this.back}></damso-room-settings>`
          : nothing
      }
      ${this.asking ? this.question(details, locale) : nothing}
    `
  }

  private body(details: RoomDetails, { terms }: Locale): TemplateResult {
    const { kind, title, picture, memberCount, viewerCan, viewerMembership, frozen, postPolicy } = details
    const direct = kind === 'DIRECT'
    const open = (inner: 'invite' | 'settings') => (event: Event) => this.open(inner, event)
    return html`
      <div class="about">
        <damso-avatar .name=${title} .picture=${picture} .kind=${faceOf(details)}></damso-avatar>
        <div>
          <strong dir="auto">${visibleName(title)}</strong>
          ${direct ? nothing : html`<small>${terms.members(memberCount)}</small>`}
          ${frozen ? html`<small>${terms.frozen}</small>` : postPolicy === 'OPERATORS' ? html`<small>${terms.operatorsOnly}</small>` : nothing}
        </div>
      </div>
      ${viewerCan.includes('UPDATE') ? html`<button class="row part" part="row" @click=${open('settings')}>${settingsIcon}<span>${terms.roomSettings}</span>${forwardIcon}</button>` : nothing}
      ${viewerMembership ? this.notifications(viewerMembership.notify, terms) : nothing}
      ${this.fault && !this.asking ? html`<p class="fault part" role="alert">${this.fault}</p>` : nothing}
      ${direct ? nothing : this.members(details, open('invite'))}
      ${viewerCan.includes('LEAVE') ? html`<button class="row danger" part="row" @click=${(event: Event) => this.ask('leave', event)}>${leaveIcon}<span>${terms.leaveRoom}</span></button>` : nothing}
    `
  }

  private notifications(now: Notify, terms: Locale['terms']): TemplateResult {
    return html`<fieldset>
      <legend>${terms.notifications}</legend>
      ${levels.map(
        (level) => html`<label class="choice">
          <input type="radio" name="notify" .checked=${(this.wished ?? now) === level} @change=${() => this.wish(level)} />
          <span>${terms.notify[level]}</span>
        </label>`,
      )}
    </fieldset>`
  }

  private members({ viewerCan, viewerMembership, memberCount }: RoomDetails, invite: (event: Event) => void) {
    const { terms } = this.locale as Locale
    return html`<div class="part">
      <h3>${terms.memberList}</h3>
      ${viewerCan.includes('INVITE') ? html`<button class="row" part="row" @click=${invite}>${inviteIcon}<span>${terms.inviteMembers}</span>${forwardIcon}</button>` : nothing}
      <damso-member-list
        .roster=${this.roster}
        .locale=${this.locale}
        .member=${this.member}
        .standing=${viewerMembership?.role ?? 'MEMBER'}
        ?removes=${viewerCan.includes('REMOVE')}
        ?ranks=${viewerCan.includes('SET_ROLE')}
        ?searched=${memberCount >= SEARCH_FROM}
        @damso-member=${this.onMember}
      ></damso-member-list>
    </div>`
  }

  private question({ id, title, joinPolicy, viewerMembership }: RoomDetails, locale: Locale): TemplateResult {
    const { terms } = locale
    const { removing, fault, busy } = this
    const common = { fault, busy, locale, cancel: this.cancel }
    if (this.asking === 'remove' && removing)
      return question({
        ...common,
        title: terms.removeTitle(visibleName(removing.name)),
        hint: terms.removeHint,
        answer: terms.removeMember,
        confirm: () => void this.attempt(this.acts?.remove(id, removing.id), this.removed),
      })
    return question({
      ...common,
      title: terms.leaveTitle(visibleName(title)),
      hint: terms.leaveHint(joinPolicy, viewerMembership?.role === 'OWNER'),
      answer: terms.leaveRoom,
      confirm: () => void this.leave(id),
    })
  }

  private async leave(room: string): Promise<void> {
    await this.attempt(this.acts?.leave(room), () => perform(this, { type: 'open-list' }))
  }

  private readonly onMember = ({ what, member }: MemberEvent): void => {
    const { acts, details } = this
    if (!acts || !details) return
    if (what === 'remove') {
      this.removing = member
      this.ask('remove')
    } else if (what === 'direct') {
      const direct = acts.openDirect(member.id).then((result) => {
        if ('code' in result) return result
        perform(this, { type: 'open-room', room: result.room })
        return undefined
      })
      void this.attempt(direct)
    } else if (what !== member.role) {
      void this.attempt(acts.setRole(details.id, member.id, what))
    }
  }

  private async wish(level: Notify): Promise<void> {
    this.wished = level
    await this.attempt(this.acts?.notify(this.details?.id ?? '', level))
    if (this.fault !== null) this.wished = null
  }

  /** One at a time; what was refused is said, and what was done is asked for again. */
  private async attempt(act: ReturnType<RoomActs['add']> | undefined, done?: () => void): Promise<void> {
    if (!act) return
    this.busy = true
    this.fault = null
    const refused = await settle(act)
    this.busy = false
    if (refused) {
      this.fault = this.locale?.terms.refused(refused.code, refused.field) ?? null
      return
    }
    perform(this, { type: 'room-changed' })
    done?.()
  }

  private open(inner: 'invite' | 'settings', event: Event): void {
    this.opener = event.currentTarget as HTMLElement
    this.inner = inner
    void this.updateComplete.then(() => {
      const opened = this.renderRoot.querySelector<LitElement>(
        'damso-invite-members:not([hidden]),damso-room-settings:not([hidden])',
      )
      if (opened) void focusTitle(opened)
    })
  }

  private ask(what: 'leave' | 'remove', event?: Event): void {
    this.opener = (event?.currentTarget as HTMLElement | undefined) ?? deepestFocus(this.renderRoot as ShadowRoot)
    this.fault = null
    this.asking = what
    void this.focusFirst()
  }

  private readonly cancel = (): void => {
    const { asking } = this
    this.asking = null
    this.fault = null
    if (asking === 'leave' && this.leaving) this.close()
    else this.returnFocus()
  }

  /** The member's own menu goes with them. */
  private readonly removed = (): void => {
    this.opener = null
    this.cancel()
  }

  private readonly back = (): void => {
    this.inner = null
    this.returnFocus()
  }

  private readonly close = (): void => {
    goBack(this)
  }

  private returnFocus(): void {
    const { opener } = this
    void this.updateComplete.then(() => (opener?.isConnected ? opener.focus() : focusTitle(this)))
  }

  private readonly onScroll = (event: Event): void => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget as HTMLElement
    if (scrollHeight - clientHeight - scrollTop < 400) void this.roster?.loadMore()
  }

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return
    event.stopPropagation()
    if (this.asking) this.cancel()
    else if (this.inner) this.back()
    else this.close()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-room-details': DamsoRoomDetails
  }
}
