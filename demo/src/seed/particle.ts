/**
 * The Korean particle that fits the last sound of a word: `withParticle('산', '을/를')` is "산을".
 * The first form follows a final consonant; 으로/로 alone takes the second after ㄹ as well.
 */
export function withParticle(word: string, forms: string): string {
  const [afterConsonant = '', afterVowel = ''] = forms.split('/')
  // Hangul syllables stand in 28 columns by their final consonant; column 0 is none, column 8 is ㄹ.
  const final = ((word.codePointAt(word.length - 1) ?? 0) - 0xac00) % 28
  const open = final === 0 || (afterConsonant === '으로' && final === 8)
  return word + (open ? afterVowel : afterConsonant)
}
