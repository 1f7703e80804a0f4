import { html, type TemplateResult } from 'lit'

/** What a room looks like before it is there. It shows after 200 ms (by style) and does not shimmer. */
export const skeleton = (): TemplateResult => html`<div class="skeleton" aria-hidden="true">
  <i class="tall face"></i><i class="own"></i><i class="near"></i><i class="wide face"></i>
</div>`
