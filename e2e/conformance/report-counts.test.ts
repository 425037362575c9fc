import { expect, it } from 'vitest'

import { readRows, suites } from './report-counts.ts'

it('is a page of every suite and of no other', () => {
  expect(readRows().map(([suite]) => suite)).toEqual(suites)
})
