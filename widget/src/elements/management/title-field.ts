import { html, nothing, type TemplateResult } from 'lit'
import type { Locale } from '../../locales/locale.ts'

/** A room's name, with what is wrong with it beneath. */
export const titleField = (
  value: string,
  fault: string | null,
  { terms }: Locale,
  write: (title: string) => void,
): TemplateResult =>
  html`<fieldset>
    <label class="label" for="title">${terms.roomTitle}</label>
    <input
      class="text"
      part="field"
      id="title"
      type="text"
      autocomplete="off"
      dir="auto"
      .value=${value}
      aria-invalid=${fault !== null}
      aria-describedby=${fault === null ? nothing : 'title-fault'}
      @input=${(event: InputEvent) => write((event.target as HTMLInputElement).value)}
    />
    ${fault === null ? nothing : html`<p class="fault" id="title-fault" role="alert">${fault}</p>`}
  </fieldset>`
