import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { keyed } from 'lit/directives/keyed.js'
import { type Chat, createManagement, type RoomDetails } from '../../client/index.ts'
import type { Locale } from '../../locales/locale.ts'
import { base } from '../../styles/base.ts'
import { perform, type Screen } from '../act.ts'
import { define } from '../define.ts'
import type { RoomActs } from './acts.ts'
import type { DamsoCreateRoom } from './create-room.ts'
import type { DamsoRoomDetails } from './room-details.ts'
import './create-room.ts'
import './room-details.ts'

/**
 * The screens that are rarely needed, and loaded when they are: a room's details and all that follows from there, and
 * making a room. Closed ones stay in place, hidden, so that nothing written in them is lost by a wrong tap.
 */
@define('damso-management')
export class DamsoManagement extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        animation: enter 160ms ease-out;
      }
      @keyframes enter {
        from {
          opacity: 0;
          translate: 8px;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        @keyframes enter {
          from {
            opacity: 0;
          }
        }
      }
    `,
  ]

  @property({ attribute: false }) chat: Chat | null = null
  /** Of the open room. */
  @property({ attribute: false }) details: RoomDetails | undefined
  @property({ attribute: false }) locale: Locale | undefined
  /** The one to show; null: none. */
  @property({ attribute: false }) screen: Screen | null = null

  @query('damso-room-details') private readonly ofRoom!: DamsoRoomDetails | null
  @query('damso-create-room') private readonly ofCreation!: DamsoCreateRoom | null
  @state() private entered: { room?: string; creation?: boolean } = {}
  private acts: RoomActs | undefined

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { chat, screen, details } = this
    if (changed.has('chat')) {
      this.entered = {}
      this.acts = chat
        ? {
            ...createManagement(chat.api, () => chat.rooms.refresh()),
            leave: chat.leave,
            notify: chat.notify,
            openDirect: chat.openDirect,
          }
        : undefined
    }
    if (screen === 'create') this.entered.creation = true
    else if (screen && details) this.entered.room = details.id
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('screen') && this.screen)
      void (this.screen === 'create' ? this.ofCreation : this.ofRoom)?.focusFirst()
  }

  protected override render(): TemplateResult | typeof nothing {
    const { chat, details, locale, acts, screen, entered } = this
    if (!chat || !locale || !acts) return nothing
    return html`
      ${
        details && details.id === entered.room
          ? keyed(
              details.id,
              html`<damso-room-details
                .details=${details}
                .acts=${acts}
                .locale=${locale}
                .member=${chat.member}
                ?leaving=${screen === 'leave'}
                ?hidden=${screen === 'create'}
                @damso-back=${this.close}
              ></damso-room-details>`,
            )
          : nothing
      }
      ${
        entered.creation
          ? keyed(
              chat,
              html`<damso-create-room .acts=${acts} .locale=${locale} ?hidden=${screen !== 'create'} @damso-back=${this.close}></damso-create-room>`,
            )
          : nothing
      }
    `
  }

  private readonly close = (): void => {
    perform(this, { type: 'close-screen' })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-management': DamsoManagement
  }
}
