import { expect, it } from 'vitest'

import { describeText } from './script.ts'

it.each([
  ['Ada Lovelace', 'en', false],
  ['محمد Smith', 'ar', true],
  ['Smith محمد', 'en', false],
  ['נועה', 'he', true],
  ['अनन्या', 'hi', false],
  ['山田さくら', 'ja', false],
  ['歐陽修', 'zh', false],
  ['김민준', 'ko', false],
  ['123', 'en', false],
])('%s is set as %s, from right to left: %s', (text, lang, isRightToLeft) => {
  expect(describeText(text)).toEqual({ text, lang, isRightToLeft })
})
