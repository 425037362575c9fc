/** A text with what a typesetter and a screen reader need to know of it. */
export interface TypesetText {
  readonly text: string
  /** BCP 47; `en` for scripts that do not tell. */
  readonly lang: string
  readonly isRightToLeft: boolean
}

const languages: readonly (readonly [script: RegExp, lang: string, isRightToLeft: boolean])[] = [
  [/\p{Script=Arabic}/u, 'ar', true],
  [/\p{Script=Hebrew}/u, 'he', true],
  [/\p{Script=Devanagari}/u, 'hi', false],
  [/\p{Script=Hangul}/u, 'ko', false],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja', false],
  [/\p{Script=Han}/u, 'zh', false],
]

/** Guesses language and direction by the script of the first letter, as the Unicode Bidirectional Algorithm does (rule P2). */
export function describeText(text: string): TypesetText {
  const normalized = text.normalize('NFC')
  const letter = /\p{L}/u.exec(normalized)?.[0] ?? ''
  const found = languages.find(([script]) => script.test(letter))
  // Kanji come first in many Japanese names; the kana after them tell.
  const isJapanese = found?.[1] === 'zh' && /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(normalized)
  return {
    text: normalized,
    lang: isJapanese ? 'ja' : (found?.[1] ?? 'en'),
    isRightToLeft: found?.[2] ?? false,
  }
}
