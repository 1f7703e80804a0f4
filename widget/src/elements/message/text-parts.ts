export type TextPart = string | { url: string; text: string }

/** `http(s)` or `www.`, up to white space or what closes a sentence or bracket around it. */
const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"'`]+/giu
const TRAILING = /[.,;:!?…。、)\]}」』”’]+$/u

/** Splits text into plain parts and links. Only `http:` and `https:` ever become an address. */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const { 0: match, index } of text.matchAll(LINK)) {
    const shown = trimmed(match)
    const url = addressOf(shown)
    if (url === undefined) continue
    if (index > end) parts.push(text.slice(end, index))
    parts.push({ url, text: shown.replace(/^https?:\/\//i, '') })
    end = index + shown.length
  }
  if (end < text.length) parts.push(text.slice(end))
  return parts
}

/** A closing bracket stays where its opening one is part of the address. */
function trimmed(link: string): string {
  const bare = link.replace(TRAILING, '')
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
