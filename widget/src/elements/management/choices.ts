import { html, type TemplateResult } from 'lit'

/** One of a few, each a line of its own. */
export const choices = <K extends string>(
  name: string,
  legend: string,
  labels: Record<K, string>,
  value: K,
  choose: (key: K) => void,
): TemplateResult =>
  html`<fieldset>
    <legend>${legend}</legend>
    ${(Object.keys(labels) as K[]).map(
      (key) => html`<label class="choice">
        <input type="radio" name=${name} .checked=${key === value} @change=${() => choose(key)} />
        <span>${labels[key]}</span>
      </label>`,
    )}
  </fieldset>`
