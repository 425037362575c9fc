import { Kind } from 'graphql'
import { describe, expect, it } from 'vitest'

import { DateTime } from './date-time.ts'

describe('a time', () => {
  it.each(['0001-01-01T00:00:00Z', '0000-12-31T20:00:00-05:00', '9999-12-31T23:59:59.999Z'])(
    'may be %s',
    (value) => {
      expect(DateTime.parseValue(value)).toEqual(new Date(value))
      expect(DateTime.parseLiteral({ kind: Kind.STRING, value })).toEqual(new Date(value))
    },
  )

  it.each(['0000-06-01T00:00:00Z', '0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-10:00'])(
    'cannot be %s, which no database here can keep',
    (value) => {
      expect(() => DateTime.parseValue(value)).toThrow(/year/)
      expect(() => DateTime.parseLiteral({ kind: Kind.STRING, value })).toThrow(/year/)
    },
  )
})
