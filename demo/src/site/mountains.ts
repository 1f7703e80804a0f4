import { html } from '../backend/html.ts'

/** Three ridges, each nearer one darker; the colours come from the style sheet. */
export const mountains = html`<svg class="mountains" viewBox="0 0 1280 284" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
<path class="far" d="M0 226 180 184 330 212 520 74 690 178 850 96 1010 176 1280 82V284H0z"/>
<path class="mid" d="M0 244 162 190 360 246 560 150 720 222 880 176 1060 236 1280 160V284H0z"/>
<path class="near" d="M0 276 240 234 480 270 720 222 960 262 1280 226V284H0z"/>
</svg>`
