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
    [
      'NUL in a variable',
      'query ($words: Words) { echo(words: $words) }',
      { words: { texts: ['a', 'b\0'] } },
    ],
    ['NUL in its text', String.raw`{ echo(words: { texts: ["b\u0000"] }) }`, {}],
    [
      'half an emoji in a variable',
      'query ($words: Words) { echo(words: $words) }',
      { words: { texts: ['\ud83d'] } },
    ],
    ['the other half in its text', '{ echo(words: { texts: ["b\udf45"] }) }', {}],
  ])('is refused with %s', async (_where, query, variables) => {
    const executor = createSubgraphExecutor(echo, { logger })
    const { data, errors } = await executor.execute({ query, variables, headers: {} })
    expect(data).toBeUndefined()
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT'])
  })

  it('may contain emoji', async () => {
    const executor = createSubgraphExecutor(echo, { logger })
    const variables = { words: { texts: ['\u{1f345}'] } }
    const query = 'query ($words: Words) { echo(words: $words) }'
    expect(await executor.execute({ query, variables, headers: {} })).toEqual({ data: { echo: null } })
  })
})
