import { z } from 'zod'

/**
 * What one cannot see or what reorders its surroundings: controls, line and paragraph separators, invisible and bidirectional
 * formatting, private, unassigned and broken code points, and letters without ink (Unicode TR36, sections 3.1 and 3.6).
 */
const hidden = /(?![\u200C\u200D])[\p{C}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0]/u
/** Joiners shape Arabic and Indic letters; elsewhere they only make two texts that look the same differ (UAX 31, section 2.3). */
const strayJoiner =
  /(?<!(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])[\p{L}\p{M}])[\u200C\u200D]/u
/** More marks on one letter than any script writes (Unicode TR39, section 5.4). */
const stackedMarks = /\p{Mn}{5,}/u
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u

/**
 * One line of text that is printed and shown as it is, such as a person's name: trimmed, in NFC, of 1 to `maximum` UTF-16 units,
 * and refused when it hides something: controls, direction overrides, stray joiners, heaps of marks.
 */
export function plainLineSchema(maximum: number) {
  return z
    .string()
    .trim()
    .normalize('NFC')
    .min(1, 'It cannot be empty')
    .max(maximum, `at most ${maximum} characters`)
    .refine((text) => !hidden.test(text) && !strayJoiner.test(text), 'It has characters that cannot be seen')
    .refine((text) => !stackedMarks.test(text), 'It has more than four marks on a letter')
    .refine((text) => text === '' || visible.test(text), 'It needs a letter or a sign that can be seen')
}
