import { describe, expect, it } from 'vitest'

import { BadInputError, toCursor, toPageRequest } from './index.ts'

const id = '01900000-0000-7000-8000-000000000000'

describe('the page of a list', () => {
  it('begins after the place that a cursor stands for', () => {
    const page = toPageRequest({ first: 5, after: toCursor(['A title', id]) }, 2)
    expect(page).toEqual({ first: 5, after: ['A title', id] })
  })

  it.each([0, -1, 101])('is refused with %i things', (first) => {
    expect(() => toPageRequest({ first }, 1)).toThrow(BadInputError)
  })

  it.each([
    ['no JSON', 'zzz'],
    ['no list', Buffer.from('{}').toString('base64url')],
    ['another list', toCursor(['A title', id])],
    ['no id', toCursor(['zzz'])],
    ['no text', Buffer.from('[1]').toString('base64url')],
  ])('is refused after a cursor of %s', (_what, after) => {
    expect(() => toPageRequest({ first: 5, after }, 1)).toThrow(BadInputError)
  })

  it('is refused after a cursor with a text that cannot be compared', () => {
    expect(() => toPageRequest({ first: 5, after: toCursor(['a\0b', id]) }, 2)).toThrow(BadInputError)
  })
})
