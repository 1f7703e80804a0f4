import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { RoomMember, Roster } from '../../client/index.ts'
import type { Locale } from '../../locales/locale.ts'
import { base, controls, menus } from '../../styles/base.ts'
import { define } from '../define.ts'
import { moreIcon } from '../icons.ts'
import { moveInMenu } from '../menu-keys.ts'
import { visibleName } from '../message/text-parts.ts'
import { StoreController } from '../store-controller.ts'
import { memberListStyles } from './member-list.styles.ts'
import { fields } from './screen.styles.ts'
import '../avatar/avatar.ts'

type Role = RoomMember['role']
/** Lowest first, as the server ranks them. */
const roles: readonly Role[] = ['MEMBER', 'OPERATOR', 'OWNER']

/** What is to be done with a member: a role means that they become that. */
export class MemberEvent extends Event {
  static readonly type = 'damso-member'
  readonly what: 'direct' | 'remove' | Role
  readonly member: RoomMember

  constructor(what: MemberEvent['what'], member: RoomMember) {
    super(MemberEvent.type)
    this.what = what
    this.member = member
  }
}

/**
 * Who is in the room and what they are in it, each with a menu of what one may do with them.
 *
 * @csspart member - a member in a list
 * @csspart field - a field to write in: the composer, a search, a form
 * @csspart icon-button - a button with an icon
 * @csspart button - a button with words
 * @csspart menu - a menu, the sheet of emoji, the list of members to name
 * @csspart menu-item - a line of a menu
 */
@define('damso-member-list', 'member', 'field', 'icon-button', 'button', 'menu', 'menu-item')
export class DamsoMemberList extends LitElement {
  static override styles = [base, controls, fields, menus, memberListStyles]

  @property({ attribute: false }) roster: Roster | undefined
  @property({ attribute: false }) locale: Locale | undefined
  /** Who looks. */
  @property() member = ''
  /** What they are here. */
  @property({ attribute: false }) standing: Role = 'MEMBER'
  /** They may remove members of their own rank or below. */
  @property({ type: Boolean }) removes = false
  /** They may give roles; then they stand above all. */
  @property({ type: Boolean }) ranks = false
  @property({ type: Boolean }) searched = false

  @state() private open: string | null = null
  @state() private up = false
  private searchTimer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    new StoreController(this, () => [this.roster?.state])
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.searchTimer)
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('open') && this.open !== null) this.renderRoot.querySelector<HTMLElement>('.menu button')?.focus()
  }

  protected override render(): TemplateResult | typeof nothing {
    const { roster, locale } = this
    if (!roster || !locale) return nothing
    const { terms } = locale
    const { status, members, capped, search } = roster.state.value
    return html`
      ${
        this.searched || search !== ''
          ? html`<input class="text" part="field" type="text" aria-label=${terms.searchMembers} placeholder=${terms.searchMembers} @input=${this.onSearch} />`
          : nothing
      }
      ${
        status === 'failed'
          ? html`<p class="hint" role="status">${terms.membersFailed}</p><button class="outlined" part="button" @click=${() => roster.refresh()}>${terms.tryAgain}</button>`
          : html`<ul aria-label=${terms.memberList} aria-busy=${status === 'loading'}>
              ${repeat(
                members,
                ({ id }) => id,
                (member) => this.row(member, locale),
              )}
            </ul>`
      }
      ${status === 'ready' && members.length === 0 ? html`<p class="hint" role="status">${terms.noMatch}</p>` : nothing}
      ${capped ? html`<p class="hint">${terms.moreMembersBySearch}</p>` : nothing}
    `
  }

  private row(member: RoomMember, { terms }: Locale): TemplateResult {
    const { id, name, picture, role } = member
    const own = id === this.member
    const shown = visibleName(name)
    return html`<li part="member">
      <damso-avatar .name=${name} .picture=${picture}></damso-avatar>
      <span class="name"><span dir="auto">${shown}</span>${own ? html`<small>${terms.you}</small>` : nothing}</span>
      ${role === 'MEMBER' ? nothing : html`<small class="role">${terms.roles[role]}</small>`}
      ${
        own
          ? html`<i class="empty-end"></i>`
          : html`<div class="menu-anchor" @focusout=${(event: FocusEvent) => this.onLeave(id, event)} @keydown=${this.onKeydown}>
              <button
                class="icon"
                part="icon-button"
                aria-label=${terms.memberActions(shown)}
                aria-haspopup="menu"
                aria-expanded=${this.open === id}
                @click=${(event: Event) => this.toggle(id, event)}
              >${moreIcon}</button>
              ${this.open === id ? this.menu(member, terms) : nothing}
            </div>`
      }
    </li>`
  }

  private menu(member: RoomMember, terms: Locale['terms']): TemplateResult {
    const choose = (what: MemberEvent['what']) => () => {
      this.close()
      this.dispatchEvent(new MemberEvent(what, member))
    }
    const removes = this.removes && (this.ranks || roles.indexOf(member.role) <= roles.indexOf(this.standing))
    return html`<div class="menu" part="menu" role="menu" ?data-up=${this.up} aria-label=${terms.memberActions(visibleName(member.name))}>
      <button role="menuitem" part="menu-item" @click=${choose('direct')}>${terms.startDirect}</button>
      ${
        this.ranks
          ? html`<hr />${[...roles]
              .reverse()
              .map(
                (role) =>
                  html`<button role="menuitemradio" part="menu-item" aria-checked=${role === member.role} @click=${choose(role)}>${terms.roles[role]}</button>`,
              )}<hr />`
          : nothing
      }
      ${removes ? html`<button role="menuitem" part="menu-item" class="danger" @click=${choose('remove')}>${terms.removeMember}</button>` : nothing}
    </div>`
  }

  /** A menu of the lower half opens upward, so that nothing of it is below the edge. */
  private toggle(id: string, event: Event): void {
    const { top } = (event.currentTarget as HTMLElement).getBoundingClientRect()
    const box = (this.getRootNode() as ShadowRoot).host?.getBoundingClientRect()
    this.up = box !== undefined && top - box.top > box.height / 2
    this.open = this.open === id ? null : id
  }

  /** The focus goes back to the button of the menu. */
  private close(): void {
    this.renderRoot.querySelector<HTMLElement>('.icon[aria-expanded=true]')?.focus()
    this.open = null
  }

  private onLeave(id: string, { currentTarget, relatedTarget }: FocusEvent): void {
    const within = relatedTarget instanceof Node && (currentTarget as Node).contains(relatedTarget)
    if (!within && this.open === id) this.open = null
  }

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (this.open === null) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      this.close()
    } else moveInMenu(event, this.renderRoot.querySelector('.menu'))
  }

  private readonly onSearch = (event: InputEvent): void => {
    const { value } = event.target as HTMLInputElement
    clearTimeout(this.searchTimer)
    this.searchTimer = setTimeout(() => this.roster?.search(value.trim()), 200)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-member-list': DamsoMemberList
  }
}
