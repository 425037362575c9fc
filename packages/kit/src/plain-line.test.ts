import { describe, expect, it } from 'vitest'

import { plainLineSchema } from './plain-line.ts'

const schema = plainLineSchema(80)

describe('a plain line', () => {
  it.each([
    'Ada Lovelace',
    "Siobhán O'Brien-Nguyễn",
    'محمد عبد الرحمن',
    'می\u200Cخواهم',
    'क्\u200Dष',
    'ന്\u200D',
    'נועה בן־דוד',
    '歐陽修',
    '葛\u{E0100}城',
    '김민준',
    'R2-D2 ★',
  ])('may be %s', (text) => {
    expect(schema.parse(text)).toBe(text.normalize('NFC'))
  })

  it('is trimmed and put into its composed form', () => {
    expect(schema.parse('  Ame\u0301lie ')).toBe('Amélie')
  })

  it.each([
    ['a line break', 'Ada\nLovelace'],
    ['a null', 'Ada\u0000'],
    ['an escape', '\u001B[31mAda'],
    ['a line separator', 'Ada\u2028Lovelace'],
    ['a right-to-left override', 'Ada \u202Eecalevol'],
    ['a direction isolate', '\u2067Ada\u2069'],
    ['a direction mark', '\u200FAda'],
    ['a space without width', 'A\u200Bda'],
    ['a soft hyphen', 'Love\u00ADlace'],
    ['a tag character', 'Ada\u{E0041}'],
    ['a joiner between Latin letters', 'A\u200Dda'],
    ['a joiner at the start', '\u200Cمحمد'],
    ['two joiners in a row', 'می\u200C\u200Cخ'],
    ['a filler', 'Ada\u3164'],
    ['half a character', 'Ada\uD800'],
    ['a character of private use', 'Ada\uE000'],
    ['heaps of marks', 'A\u0335\u0336\u0337\u0338\u0334da'],
    ['marks alone', '\u0335'],
    ['nothing', ' \u00A0 '],
    ['too much', 'x'.repeat(81)],
  ])('cannot have %s', (_what, text) => {
    expect(schema.safeParse(text).success).toBe(false)
  })
})
