import { buildSchema } from 'graphql'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'

import { createSubgraphExecutor } from './index.ts'
import type { Subgraph } from './index.ts'

const logger = pino({ level: 'silent' })

const echo: Subgraph = {
  name: 'echo',
  schema: buildSchema('input Words { texts: [String!] } type Query { echo(words: Words): Boolean }'),
  createContext: () => Promise.resolve({ viewer: null, requestId: 'r', logger }),
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
}

describe('an operation', () => {
  it.each([
    ['a variable', 'query ($words: Words) { echo(words: $words) }', { words: { texts: ['a', 'b\0'] } }],
    ['its text', String.raw`{ echo(words: { texts: ["b\u0000"] }) }`, {}],
  ])('is refused with the character NUL in %s', async (_where, query, variables) => {
    const executor = createSubgraphExecutor(echo, { logger })
    const { data, errors } = await executor.execute({ query, variables, headers: {} })
    expect(data).toBeUndefined()
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT'])
  })
})
