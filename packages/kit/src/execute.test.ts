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

/** A subgraph whose only field, and whose only stream, fail with `cause`; `lines` are what it logs. */
function createFailing(cause: Error) {
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: (line) => lines.push(line) })
  const schema = buildSchema('type Query { value: Int } type Subscription { values: Int }')
  const fail = (): never => {
    throw cause
  }
  const { value } = schema.getQueryType()?.getFields() ?? {}
  const { values } = schema.getSubscriptionType()?.getFields() ?? {}
  if (value === undefined || values === undefined) throw new Error('The schema has both')
  value.resolve = fail
  values.subscribe = async function* () {
    yield { values: 1 }
    await Promise.resolve()
    fail()
  }
  const createContext = () => Promise.resolve({ viewer: null, requestId: 'r', logger: log })
  return { lines, executor: createSubgraphExecutor({ ...echo, schema, createContext }, { logger: log }) }
}

const terminated = Object.assign(new Error('postgres://ada:secret@db terminated'), { code: '57P01' })

describe('an operation that fails because its database does for a moment', () => {
  const unavailable = { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'echo' }

  it('says so by its code, and logs the reason once, without an address', async () => {
    const { executor, lines } = createFailing(terminated)
    const { data, errors } = await executor.execute({ query: '{ value }', headers: {} })
    expect(data).toEqual({ value: null })
    expect(errors?.map(({ message, extensions }) => ({ message, extensions }))).toEqual([
      { message: 'echo is not available', extensions: unavailable },
    ])
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ level: 40, reason: '57P01' }])
    expect(lines.join()).not.toContain('secret')
  })

  it('ends a subscription with the same code', async () => {
    const { executor, lines } = createFailing(terminated)
    const stream = await executor.subscribe({ query: 'subscription { values }', headers: {} })
    if (!(Symbol.asyncIterator in stream)) throw new Error('It begins')
    await stream.next()
    await expect(stream.next()).rejects.toMatchObject({ extensions: unavailable })
    expect(lines).toHaveLength(1)
  })

  it('is told from a mistake of ours', async () => {
    const { executor } = createFailing(new TypeError('secret words'))
    const stream = await executor.subscribe({ query: 'subscription { values }', headers: {} })
    if (!(Symbol.asyncIterator in stream)) throw new Error('It begins')
    await stream.next()
    await expect(stream.next()).rejects.toMatchObject({
      message: 'Internal server error',
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    })
  })
})
