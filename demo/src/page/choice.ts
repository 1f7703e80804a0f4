import { type Html, html } from '../backend/html.ts'

/** A select with its label. @param values value and text of each option */
export const choice = (name: string, label: string, values: readonly (readonly [string, string])[]): Html =>
  html`<label><span>${label}</span><select name="${name}">${values.map(
    ([value, text]) => html`<option value="${value}">${text}</option>`,
  )}</select></label>`
