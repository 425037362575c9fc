import { expect, it } from 'vitest'

import { hasReadableContrast } from './contrast.ts'

it.each([
  ['#000000', true],
  ['#1f3a5f', true],
  ['#767676', true],
  ['#777777', false],
  ['#ffcc00', false],
  ['#ffffff', false],
])('text in %s on white is readable: %s', (color, isReadable) => {
  expect(hasReadableContrast(color)).toBe(isReadable)
})
