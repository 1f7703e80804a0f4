import { html, type TemplateResult } from 'lit'
import type { NamedMember } from '../timeline/rows.ts'
import { type TextPart, textParts, undisguised } from './text-parts.ts'

/** What somebody wrote, in parts. Text is only ever text; each part keeps its own direction. */
export const messageText = (text: string, mentions: readonly NamedMember[]): (string | TemplateResult)[] =>
  textParts(text, mentions).map(part)

/** A long address breaks after a slash before it breaks in a word. */
const breakable = (address: string): (string | TemplateResult)[] =>
  address.split(/(?<=[^/]\/)(?=[^/])/).map((step, at) => (at === 0 ? step : html`<wbr>${step}`))

function part(part: TextPart<NamedMember>): string | TemplateResult {
  if (typeof part === 'string') return undisguised(part)
  if ('code' in part) {
    const code = undisguised(part.code)
    return part.block
      ? html`<pre part="code" tabindex="0"><code>${code}</code></pre>`
      : html`<code part="code">${code}</code>`
  }
  if ('mention' in part)
    return html`<bdi class=${part.mention.own ? 'mention own' : 'mention'} part="mention">${undisguised(part.text)}</bdi>`
  return html`<a part="link" href=${part.url} target="_blank" rel="noopener noreferrer nofollow">${breakable(part.text)}</a>`
}
