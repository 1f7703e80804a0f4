import type { Picture } from './shoot.ts'
import type { Variant } from './variants.ts'

const css = (variants: readonly Variant[]) => `
:root { color-scheme: light dark; font: 15px/22px system-ui, sans-serif }
body { margin: 0 16px 32px }
header { position: sticky; inset: 0 auto auto 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center;
  width: calc(100vw - 48px); padding: 12px 0; background: Canvas }
h1 { margin: 0; font-size: 17px }
table { border-spacing: 16px 24px; margin: 0 -16px }
th { text-align: start; vertical-align: top; font-weight: 600 }
tbody th { position: sticky; left: 0; z-index: 1; min-width: 9em; padding: 4px 8px; background: Canvas }
td { vertical-align: top }
img { display: block; height: auto; max-width: none }
:target { scroll-margin-top: 80px }
${variants.map(({ name }) => `body:has(#v-${name}:not(:checked)) .${name} { display: none }`).join('\n')}`

const script = `
document.querySelector('#state').addEventListener('input', ({ target: { value } }) => {
  for (const row of document.querySelectorAll('tbody tr')) row.hidden = !row.id.includes(value.trim().toLowerCase())
})`

const cell = (variant: string, picture: Picture | undefined): string => {
  if (!picture) return `<td class="${variant}"></td>`
  const { state, width, height } = picture
  const file = `${variant}/${state}.png`
  return `<td class="${variant}"><a href="${file}"><img loading="lazy" src="${file}" width="${width}" height="${height}" alt="${state}, ${variant}"></a></td>`
}

/** States as rows, variants as columns; both can be narrowed down. */
export function indexPage(variants: readonly Variant[], taken: ReadonlyMap<string, readonly Picture[]>): string {
  const states = [...new Set([...taken.values()].flat().map(({ state }) => state))]
  const cells = (state: string) =>
    variants
      .map(({ name }) =>
        cell(
          name,
          taken.get(name)?.find((picture) => picture.state === state),
        ),
      )
      .join('')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Damso: every state</title>
<style>${css(variants)}</style>
</head>
<body>
<header>
<h1>Every state</h1>
<label>State <input id="state" type="search"></label>
${variants.map(({ name, title }) => `<label><input type="checkbox" id="v-${name}" checked> ${title}</label>`).join('\n')}
</header>
<table>
<thead><tr><td></td>${variants.map(({ name, title }) => `<th class="${name}" scope="col">${title}</th>`).join('')}</tr></thead>
<tbody>
${states.map((state) => `<tr id="${state}"><th scope="row"><a href="#${state}">${state}</a></th>${cells(state)}</tr>`).join('\n')}
</tbody>
</table>
<script>${script}</script>
</body>
</html>
`
}
