import type { Mention } from '../../client/index.ts'

export type TextPart<M extends Mention = Mention> =
  | string
  | { url: string; text: string }
  | { code: string; block: boolean }
  | { mention: M; text: string }

/** A fence and what stands in it, without the line breaks around; or a stretch between two backticks of one line. */
const CODE = /\n?```(?:[\w+#-]*\n)?((?:(?!```)[\s\S])+?)\n?```\n?|`([^`\n]+)`/gu
/** `http(s)` or `www.`, up to white space, what closes a sentence or bracket around it, or what cannot be seen. */
const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"'`\p{Cf}\p{Cc}]+/giu
const TRAILING = /[.,;:!?…。、)\]}」』”’]+$/u
/** What is said of a link and is written onto it: never after Hangul, which is then the address's own. */
const PARTICLE =
  /(?<=[!-~])(?:에서|에게|에|으로|로|을|를|은|는|이|가|과|와|도|만|의|까지|부터|처럼|보다|이랑|랑|하고|이나|나|입니다|이에요|예요|이야|라고|이라고|요)+$/u

/** Splits text into plain parts, code, links and mentions. Only `http:` and `https:` ever become an address. */
export function textParts<M extends Mention>(text: string, mentions: readonly M[] = []): TextPart<M>[] {
  const parts: TextPart<M>[] = []
  let end = 0
  const plain = (until: number) => {
    if (until > end) parts.push(...linked(text.slice(end, until), mentions))
  }
  for (const { 0: match, 1: block, 2: inline, index } of text.matchAll(CODE)) {
    plain(index)
    parts.push({ code: block ?? inline ?? '', block: block !== undefined })
    end = index + match.length
  }
  plain(text.length)
  return parts
}

function linked<M extends Mention>(text: string, mentions: readonly M[]): TextPart<M>[] {
  const parts: TextPart<M>[] = []
  let end = 0
  for (const { 0: match, index } of text.matchAll(LINK)) {
    const shown = trimmed(match)
    const url = addressOf(shown)
    if (url === undefined) continue
    if (index > end) parts.push(...named(text.slice(end, index), mentions))
    parts.push({ url, text: shown.replace(/^https?:\/\//i, '') })
    end = index + shown.length
  }
  if (end < text.length) parts.push(...named(text.slice(end), mentions))
  return parts
}

/** Names of members after an `@` that begins a word; the longest that fits. */
function named<M extends Mention>(text: string, mentions: readonly M[]): TextPart<M>[] {
  if (mentions.length === 0) return [text]
  const parts: TextPart<M>[] = []
  let end = 0
  const longestFirst = mentions.toSorted((one, other) => other.name.length - one.name.length)
  for (const { index } of text.matchAll(/(?<![\w.+-])@/gu)) {
    const mention = longestFirst.find(({ name }) => names(text, index + 1, name))
    if (index < end || mention === undefined) continue
    if (index > end) parts.push(text.slice(end, index))
    end = index + 1 + mention.name.length
    parts.push({ mention, text: text.slice(index, end) })
  }
  if (end < text.length) parts.push(text.slice(end))
  return parts
}

/** `@Ann` is not in `@Anna`, but `@민지` is in `@민지님`: Hangul takes its particles without a space. */
function names(text: string, at: number, name: string): boolean {
  const after = text.slice(at + name.length, at + name.length + 1)
  return (
    name !== '' &&
    text.startsWith(name, at) &&
    !(/[\p{Script=Latin}\p{N}_]$/u.test(name) && /^[\p{Script=Latin}\p{N}_]/u.test(after))
  )
}

/** Those of these members whom a text names. */
export const mentionsIn = (text: string, chosen: readonly Mention[]): Mention[] => {
  const found = new Map<string, Mention>()
  for (const part of textParts(text, chosen))
    if (typeof part !== 'string' && 'mention' in part) found.set(part.mention.id, part.mention)
  return [...found.values()]
}

/** A closing bracket stays where its opening one is part of the address. */
function trimmed(link: string): string {
  const bare = link.replace(TRAILING, '').replace(PARTICLE, '').replace(TRAILING, '')
  return bare.includes('(') && link[bare.length] === ')' ? `${bare})` : bare
}

function addressOf(text: string): string | undefined {
  try {
    const { protocol, href } = new URL(/^www\./i.test(text) ? `https://${text}` : text)
    return protocol === 'https:' || protocol === 'http:' ? href : undefined
  } catch {
    return undefined
  }
}

/** Without overrides of direction, which only ever disguise; marks and isolates stay, and end with the text. */
export const undisguised = (text: string): string => text.replace(/[\u202d\u202e]/gu, '')

/** A name without what cannot be seen, so that nobody looks like another member. Joiners inside an emoji stay. */
export const visibleName = (name: string): string =>
  name.replace(
    /(?<!\p{Extended_Pictographic}\ufe0f?)\u200d|(?!\u200d)\p{Cf}|[\u034f\u115f\u1160\u2800\u3164\uffa0]/gu,
    '',
  )
