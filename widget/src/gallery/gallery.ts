import { css, html, LitElement, type TemplateResult, unsafeCSS } from 'lit'
import { property } from 'lit/decorators.js'
import { keyed } from 'lit/directives/keyed.js'
import { define } from '../elements/define.ts'
import { ar } from '../locales/ar.ts'
import { en } from '../locales/en.ts'
import { ja } from '../locales/ja.ts'
import { ko } from '../locales/ko.ts'
import { createLocale } from '../locales/locale.ts'
import { base } from '../styles/base.ts'
import { launcherTokens, panelTokens } from '../styles/tokens.ts'
import { settled } from './find.ts'
import { scenes } from './scenes.ts'
import { ar as arTalk } from './talk/ar.ts'
import { en as enTalk } from './talk/en.ts'
import { ja as jaTalk } from './talk/ja.ts'
import { ko as koTalk } from './talk/ko.ts'

const languages = {
  ar: { terms: ar, talk: arTalk },
  en: { terms: en, talk: enTalk },
  ja: { terms: ja, talk: jaTalk },
  ko: { terms: ko, talk: koTalk },
}

/**
 * Every state side by side; `scene` shows one alone, and carries out what a person does in it: with focus, menus and pickers there
 * can be only one. For looking at, and for the accessibility tests.
 */
@define('damso-gallery')
export class DamsoGallery extends LitElement {
  static readonly scenes = scenes

  static override styles = [
    base,
    css`
      :host {
        ${unsafeCSS(launcherTokens + panelTokens)}
      }
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 24px;
        padding: 24px;
        background: light-dark(#edece8, #0e0f10);
      }
      :host([theme='light']) {
        color-scheme: light;
      }
      :host([theme='dark']) {
        color-scheme: dark;
      }
      .frame {
        display: flex;
        flex-direction: column;
        width: 384px;
        height: 420px;
        border: 1px solid var(--_hairline);
        border-radius: 16px;
        overflow: hidden;
        background: var(--_surface);
        box-shadow: var(--_shadow);
        container-type: inline-size;
      }
      .frame > * {
        flex: 1;
        min-height: 0;
      }
      .wide {
        width: 1024px;
      }
      :host([scene]) .frame {
        height: 640px;
      }
      :host([phone]) {
        padding: 0;
      }
      :host([phone]) .frame {
        width: 100vw;
        height: 100vh;
        border: 0;
        border-radius: 0;
      }
      .launchers {
        display: grid;
        grid-template-columns: repeat(3, 52px);
        gap: 32px;
        place-content: center;
      }
    `,
  ]

  @property({ reflect: true }) theme = 'light'
  @property() override lang: keyof typeof languages = 'ko'
  /** Name of the one scene to show. */
  @property({ reflect: true }) scene: string | null = null
  /** The scene fills the screen, as on a phone. */
  @property({ type: Boolean, reflect: true }) phone = false
  private acted: Promise<void> = Promise.resolve()

  protected override render(): TemplateResult {
    const { terms, talk } = languages[this.lang]
    const stage = { locale: createLocale(this.lang, terms), talk, phone: this.phone }
    return html`${this.shown.map(
      ({ name, wide, render }) =>
        html`<section class="frame ${wide ? 'wide' : ''}" lang=${this.lang} dir=${stage.locale.dir} aria-label=${name}>${keyed(name, render(stage))}</section>`,
    )}`
  }

  protected override updated(): void {
    this.acted = this.act()
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const complete = await super.getUpdateComplete()
    await this.acted
    return complete
  }

  private get shown() {
    return scenes.filter(({ name }) => this.scene === null || name === this.scene)
  }

  private async act(): Promise<void> {
    const frame = this.renderRoot.querySelector<HTMLElement>('.frame')
    if (this.scene === null || !frame) return
    await settled(frame)
    await this.shown[0]?.act?.(frame)
    await settled(frame)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-gallery': DamsoGallery
  }
}
