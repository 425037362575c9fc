/** More words, or longer ones, are no name of a course that somebody mistyped. */
const maximumWords = 8
const maximumLength = 24
/** Swapping letters of a shorter word makes other words. */
const minimumLength = 4

/**
 * A text search query, as `to_tsquery` reads it, for the words of a search with any two neighbouring letters swapped. That
 * is the one slip that leaves a short word too little like itself for trigrams: "pyhton". Null when there is no such word.
 */
export function toSwappedLettersQuery(search: string): string | null {
  // Without what unaccent would make a sign of the query language of: modifier letters, and the n with an apostrophe.
  const words =
    search
      .toLowerCase()
      .replaceAll('ŉ', 'n')
      .match(/[\p{Lu}\p{Ll}\p{Lo}\p{Nd}]+/gu) ?? []
  const canBeMistyped = words.some((word) => word.length >= minimumLength)
  if (!canBeMistyped || words.length > maximumWords) return null
  return words.map((word) => `(${listSpellings(word).join('|')})`).join('&')
}

function listSpellings(word: string): readonly string[] {
  const letters = Array.from(word)
  if (letters.length < minimumLength || letters.length > maximumLength) return [word]
  const swapped = letters.slice(1).map((letter, index) => {
    const before = letters.slice(0, index).join('')
    const after = letters.slice(index + 2).join('')
    return `${before}${letter}${letters[index] ?? ''}${after}`
  })
  return [...new Set([word, ...swapped])]
}
