import { css, html, LitElement, type TemplateResult, unsafeCSS } from 'lit'
import { property } from 'lit/decorators.js'
import { define } from '../elements/define.ts'
import { ar } from '../locales/ar.ts'
import { en } from '../locales/en.ts'
import { ja } from '../locales/ja.ts'
import { ko } from '../locales/ko.ts'
import { createLocale } from '../locales/locale.ts'
import { base } from '../styles/base.ts'
import { launcherTokens, panelTokens } from '../styles/tokens.ts'
import { scenes } from './scenes.ts'

const languages = { ar, en, ja, ko }

/** Every state side by side; `scene` shows one alone. For looking at, and for the accessibility tests. */
@define('damso-gallery')
export class DamsoGallery extends LitElement {
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
      }
      :host([scene]) .frame {
        height: 640px;
      }
      :host([bare]) {
        padding: 0;
      }
      :host([bare]) .frame {
        width: 100vw;
        height: 100vh;
        border: 0;
        border-radius: 0;
      }
    `,
  ]

  @property({ reflect: true }) theme = 'light'
  @property() override lang: keyof typeof languages = 'ko'
  /** Name of the one scene to show. */
  @property({ reflect: true }) scene: string | null = null
  /** The scene fills the screen, as on a phone. */
  @property({ type: Boolean, reflect: true }) bare = false

  protected override render(): TemplateResult {
    const locale = createLocale(this.lang, languages[this.lang])
    const shown = scenes.filter(({ name }) => this.scene === null || name === this.scene)
    return html`${shown.map(({ name, render }) => html`<section class="frame" dir=${locale.dir} aria-label=${name}>${render(locale)}</section>`)}`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'damso-gallery': DamsoGallery
  }
}
