import type { Terms } from './terms.ts'

type TermName = keyof Terms
type FunctionName = { [N in TermName]: Terms[N] extends (...given: never[]) => string ? N : never }[TermName]
type Sentence = (...given: unknown[]) => string

/** What the sentences hold, in the order of `Terms`: names for the braces of an owner's text. */
export const parameters: Readonly<Record<FunctionName, readonly string[]>> = {
  unread: ['count'],
  members: ['count'],
  typingNames: ['names'],
  youSaid: ['text'],
  said: ['name', 'text'],
  newMessages: ['count'],
  replyingTo: ['name'],
  firstChat: ['name'],
  joined: ['name'],
  left: ['name'],
  failure: ['code'],
  messagesOf: ['room'],
  memberActions: ['name'],
  leaveTitle: ['room'],
  leaveHint: ['joinPolicy', 'owner'],
  removeTitle: ['name'],
  invite: ['count'],
  unpick: ['name'],
  seconds: ['seconds'],
  slowModeOn: ['interval'],
  refused: ['code', 'field'],
  reactedBy: ['names', 'others'],
  editedAt: ['when'],
  readBy: ['count'],
}

interface Language {
  /** What the page asked for. */
  tag: string
  /** What the terms are in. */
  lang: string
  terms: Terms
}

/**
 * Lays an owner's own sentences over the widget's. What cannot be used is said once in the console, and the widget's own stays.
 * @param given each `Strings`, or JSON of them; a later one counts more
 */
export function ownStrings(given: readonly unknown[], { tag, lang, terms }: Language): { lang: string; terms: Terms } {
  const faults: string[] = []
  const sources = given.filter((source) => source !== undefined).map((source) => parsed(source, faults))
  const byLanguage = sources.map((source) => Object.entries(source).filter(([key]) => isOfLanguage(key, tag, terms)))
  // Sentences in the page's language: then times and days are in it as well.
  const spoken = byLanguage.flat().length > 0 && isTag(tag) ? tag : lang
  const own: Record<string, unknown> = { ...terms }
  for (const [at, source] of sources.entries()) {
    const languages = (byLanguage[at] ?? []).map(([, value]) => value)
    for (const layer of [source, ...languages]) lay(layer, own, terms, spoken, faults)
  }
  say(faults)
  return { lang: spoken, terms: own as unknown as Terms }
}

function lay(layer: unknown, own: Record<string, unknown>, terms: Terms, lang: string, faults: string[]): void {
  if (!isRecord(layer)) return
  for (const [name, value] of Object.entries(layer)) {
    if (Object.hasOwn(terms, name)) own[name] = sentence(name as TermName, value, own[name], lang, faults)
    else if (!(isRecord(value) && isTag(name))) faults.push(`"${name}" is none of the widget's`)
  }
}

/** @param before what stays if the owner's cannot be used */
function sentence(name: TermName, value: unknown, before: unknown, lang: string, faults: string[]): unknown {
  if (typeof before === 'string') return text(name, value, before, faults)
  if (typeof before !== 'function') return table(name, value, before as Record<string, string>, faults)
  if (typeof value === 'function') return guarded(name, value as Sentence, before as Sentence)
  const names = parameters[name as FunctionName]
  if (typeof value === 'string' && isFilledBy(value, names, name, faults))
    return (...given: unknown[]) => fill(value, names, given, lang)
  if (isRecord(value) && typeof value.other === 'string') return plural(name, value, names, lang, faults) ?? before
  if (typeof value !== 'string') faults.push(`"${name}" must be text, a function, or plural forms with "other"`)
  return before
}

function text(name: string, value: unknown, before: string, faults: string[]): string {
  if (typeof value === 'string') return value
  faults.push(`"${name}" must be text`)
  return before
}

function table(name: string, value: unknown, before: Record<string, string>, faults: string[]): Record<string, string> {
  if (!isRecord(value)) {
    faults.push(`"${name}" must be an object with ${Object.keys(before).join(', ')}`)
    return before
  }
  const own = { ...before }
  for (const [key, inner] of Object.entries(value)) {
    const there = before[key]
    if (there === undefined) faults.push(`"${name}.${key}" is none of the widget's`)
    else own[key] = text(`${name}.${key}`, inner, there, faults)
  }
  return own
}

/** By the first number that the sentence is given. */
function plural(
  name: string,
  forms: Record<string, unknown>,
  names: readonly string[],
  lang: string,
  faults: string[],
): Sentence | undefined {
  const rules = new Intl.PluralRules(lang)
  const known = Object.entries(forms).every(([form, value]) => {
    if (typeof value === 'string') return isFilledBy(value, names, name, faults)
    faults.push(`"${name}.${form}" must be text`)
    return false
  })
  if (!known) return undefined
  return (...given) => {
    const count = given.find((value) => typeof value === 'number') ?? 0
    return fill((forms[rules.select(count)] ?? forms.other) as string, names, given, lang)
  }
}

/** An owner's function that throws, or gives no text, breaks nothing. */
function guarded(name: string, own: Sentence, before: Sentence): Sentence {
  let quiet = false
  return (...given) => {
    try {
      const said: unknown = own(...given)
      if (typeof said === 'string') return said
      if (!quiet) say([`"${name}" gave no text`])
    } catch (error) {
      if (!quiet) say([`"${name}" threw ${error}`])
    }
    quiet = true
    return before(...given)
  }
}

const BRACES = /\{(\w+)\}/g

function isFilledBy(template: string, names: readonly string[], name: string, faults: string[]): boolean {
  const unknown = [...template.matchAll(BRACES)].filter(([, hole = '']) => !names.includes(hole))
  for (const [hole] of unknown)
    faults.push(`"${name}" has ${hole}; it knows ${names.map((one) => `{${one}}`).join(', ')}`)
  return unknown.length === 0
}

const fill = (template: string, names: readonly string[], given: readonly unknown[], lang: string): string =>
  template.replace(BRACES, (_, name: string) => shown(given[names.indexOf(name)], lang))

function shown(value: unknown, lang: string): string {
  if (typeof value === 'number') return value.toLocaleString(lang)
  if (Array.isArray(value)) return new Intl.ListFormat(lang).format(value.map(String))
  return String(value ?? '')
}

function parsed(source: unknown, faults: string[]): Record<string, unknown> {
  const value = typeof source === 'string' ? fromJson(source) : source
  if (isRecord(value)) return value
  faults.push('they must be an object, or JSON of one')
  return {}
}

function fromJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}

/** One is the other with a region: `en` and `en-GB`, but not `en-US` and `en-GB`. */
function isOfLanguage(key: string, tag: string, terms: Terms): boolean {
  if (Object.hasOwn(terms, key) || !isTag(key)) return false
  const [one, other] = [`${key}-`.toLowerCase(), `${tag}-`.toLowerCase()]
  return one.startsWith(other) || other.startsWith(one)
}

function isTag(text: string): boolean {
  if (!/^[a-z]{2,3}(-\w+)*$/i.test(text)) return false
  try {
    return Intl.getCanonicalLocales(text).length > 0
  } catch {
    return false
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const told = new Set<string>()

/** One line for all that is new. */
function say(faults: readonly string[]): void {
  const fresh = [...new Set(faults)].filter((fault) => !told.has(fault))
  if (fresh.length === 0) return
  for (const fault of fresh) told.add(fault)
  // biome-ignore lint/suspicious/noConsole: what the owner wrote does nothing, and nobody else can tell them
  console.warn(`[damso] strings: ${fresh.join('; ')} (see docs/embed.md, "Your own words")`)
}
