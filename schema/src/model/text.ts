import * as v from 'valibot'
import { limits } from './limits.ts'

/** A string that every store and every protocol can hold: whole code points, no NUL. */
const storable = v.pipe(
  v.string('must be a string'),
  v.check((text) => isWellFormed(text), 'holds half of a surrogate pair: send whole characters'),
  v.check((text) => !text.includes('\0'), 'holds a NUL character: remove it'),
)

/** `String.prototype.isWellFormed` is newer than some browsers that the widget runs in. */
function isWellFormed(text: string): boolean {
  try {
    encodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

const notBlank = v.check<string, string>(
  (text) => /\S/u.test(text) && !/^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(text),
  'is empty: write something',
)

/**
 * What a member says. NFC, so that Hangul typed on macOS equals Hangul typed on Windows. Bidirectional controls stay:
 * people write with them; clients isolate each text instead.
 */
export const messageText = v.pipe(storable, v.normalize('NFC'), notBlank, v.maxBytes(limits.messageBytes))

/**
 * A name or title stands inside sentences and lists of ours, so it is one line and cannot turn the text around it:
 * no control characters and no bidirectional overrides (U+202A to U+202E, U+2066 to U+2069).
 */
export const displayName = v.pipe(
  storable,
  v.normalize('NFC'),
  v.trim(),
  notBlank,
  v.check(
    (text) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text),
    'holds control or direction characters: remove them',
  ),
  v.maxBytes(limits.nameBytes),
)

/** What someone looks for; blank finds everything. */
export const searchText = v.pipe(storable, v.normalize('NFC'), v.trim(), v.maxBytes(limits.nameBytes))

/** The site's own name for a member or a room: opaque to Damso, compared octet by octet. */
export const siteKey = v.pipe(
  storable,
  v.check((text) => !/[\p{Cc}\s]/u.test(text), 'holds spaces or control characters: use the id of your own database'),
  v.minBytes(1),
  v.maxBytes(limits.keyBytes),
)

export const pictureUrl = v.pipe(
  storable,
  v.check((text) => /^https?:\/\//i.test(text), 'must be an http or https URL'),
  v.maxBytes(limits.pictureBytes),
)

const isOneGrapheme = (text: string): boolean => [...new Intl.Segmenter().segment(text)].length === 1

/** One grapheme with its modifiers. Which ones are emoji changes every year, so that is not asked. */
export const emoji = v.pipe(
  storable,
  v.normalize('NFC'),
  notBlank,
  v.maxBytes(limits.emojiBytes),
  v.check((text) => !/[\p{Cc}\s]/u.test(text) && isOneGrapheme(text), 'must be one emoji'),
)
