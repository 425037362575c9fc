import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { codesOf, createWorld, runOverSocket } from './fixture/world.ts'
import type { World } from './fixture/world.ts'

let world: World
let closed: World
beforeAll(async () => {
  world = await createWorld()
  closed = await createWorld({ isIntrospectionEnabled: false })
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await closed[Symbol.asyncDispose]()
})

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ')

const conditional = times(
  3,
  () => 'id @skip(if: false) @include(if: true) name @skip(if: false) @include(if: true)',
)

interface Attack {
  readonly name: string
  readonly query: string
  readonly code: string
  readonly variables?: Record<string, unknown>
}

const attacks: readonly Attack[] = [
  {
    name: 'depth',
    query: deep(20),
    code: 'QUERY_TOO_COMPLEX',
  },
  { name: 'depth through fragments', query: deepByFragments(20), code: 'QUERY_TOO_COMPLEX' },
  { name: 'aliases', query: `{ ${times(40, (n) => `a${n}: whoami { id }`)} }`, code: 'QUERY_TOO_COMPLEX' },
  {
    name: 'aliases of __typename',
    query: `{ ${times(40, (n) => `a${n}: __typename`)} }`,
    code: 'QUERY_TOO_COMPLEX',
  },
  { name: 'repeated fields', query: `{ ${times(500, () => '__typename')} }`, code: 'QUERY_TOO_COMPLEX' },
  {
    name: 'repeated fields behind inline fragments',
    query: `{ ${times(20, () => '... { __typename }')} }`,
    code: 'QUERY_TOO_COMPLEX',
  },
  {
    name: 'repeated spreads',
    query: `{ ${times(20, () => '...F')} } fragment F on Query { __typename }`,
    code: 'QUERY_TOO_COMPLEX',
  },
  {
    name: 'repeated directives',
    query: `{ whoami { id ${'@aa '.repeat(40)} } }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: 'directives',
    query: `{ whoami { ${conditional} followers { ${conditional} friends { nodes { ${conditional} } } } } }`,
    code: 'QUERY_TOO_COMPLEX',
  },
  { name: 'tokens', query: `{ ${times(3_000, (n) => `f${n}`)} }`, code: 'QUERY_TOO_COMPLEX' },
  {
    name: 'cost of nested pages',
    query:
      '{ users(first: 100) { nodes { friends(first: 100) { nodes { friends(first: 100) { nodes { id } } } } } } }',
    code: 'QUERY_TOO_COMPLEX',
  },
  {
    name: 'cost of nested pages by variable',
    query:
      'query ($n: Int = 1) { users(first: $n) { nodes { friends(first: $n) { nodes { friends(first: $n) { nodes { id } } } } } } }',
    variables: { n: 100 },
    code: 'QUERY_TOO_COMPLEX',
  },
  {
    name: 'cost of nested lists',
    query: '{ whoami { followers { followers { followers { followers { id } } } } } }',
    code: 'QUERY_TOO_COMPLEX',
  },
  { name: 'page size', query: '{ users(first: 101) { nodes { id } } }', code: 'BAD_USER_INPUT' },
  {
    name: 'page size by variable',
    query: 'query ($n: Int!) { users(first: $n) { nodes { id } } }',
    variables: { n: 1_000 },
    code: 'BAD_USER_INPUT',
  },
  {
    name: 'fragment cycle',
    query: '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: 'circular introspection',
    query: introspective(6),
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: 'a number that no double can hold',
    query: '{ faults(count: 1e999) { reason } }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  { name: 'unclosed document', query: '{ whoami {', code: 'GRAPHQL_PARSE_FAILED' },
]

function deep(levels: number): string {
  return `{ whoami { ${'friends { nodes { '.repeat(levels)} id ${'} }'.repeat(levels)} } }`
}

function deepByFragments(levels: number): string {
  const fragments = times(levels, (n) => `fragment F${n} on User { friends { nodes { ...F${n + 1} } } }`)
  return `{ whoami { ...F0 } } ${fragments} fragment F${levels} on User { id }`
}

function introspective(levels: number): string {
  return `{ __schema { types { ${'fields { type { '.repeat(levels)} name ${'} }'.repeat(levels)} } } }`
}

describe('an attack by one operation', () => {
  it.each(attacks)('is refused over HTTP: $name', async ({ query, variables, code }) => {
    const { status, body } = await world.post({ query, variables })
    expect(status).toBe(400)
    expect(new Set(codesOf(body))).toEqual(new Set([code]))
    expect(body.data).toBeUndefined()
  })

  it.each(attacks)('is refused over WebSocket: $name', async ({ query, variables, code }) => {
    const answer = await runOverSocket(world.connect(), query, variables)
    expect(new Set(codesOf(answer))).toEqual(new Set([code]))
  })

  it('learns no limit', async () => {
    for (const { query, variables, code } of attacks) {
      if (code !== 'QUERY_TOO_COMPLEX') continue
      const { body } = await world.post({ query, variables })
      expect(JSON.stringify(body.errors?.map(({ message }) => message))).not.toMatch(/\d/)
    }
  })

  it('never reaches a subgraph', async () => {
    const before = world.users.received.length
    for (const { query, variables } of attacks) await world.post({ query, variables })
    expect(world.users.received).toHaveLength(before)
  })

  it('meets a bounded list of errors, of validation and of execution alike', async () => {
    const unknown = `{ ${times(50, (n) => `nonsense${n}`)} }`
    const faults = '{ faults(count: 50) { reason } }'
    for (const query of [unknown, faults]) {
      expect((await world.post({ query })).body.errors).toHaveLength(5)
      expect((await runOverSocket(world.connect(), query)).errors).toHaveLength(5)
    }
  })
})

describe('a request that is no operation', () => {
  it('is refused when its body is too large, in JSON', async () => {
    const { status, body, headers } = await world.post({ query: `{ a } # ${'x'.repeat(300_000)}` })
    expect(status).toBe(413)
    expect(headers.get('content-type')).toContain('application/json')
    expect(codesOf(body)).toEqual(['BAD_REQUEST'])
  })

  it.each([
    ['a batch', [{ query: '{ __typename }' }], {}],
    ['broken JSON', '{"query"', {}],
    ['no query', { variables: {} }, {}],
    ['a form', 'query=%7B__typename%7D', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['text that a foreign page can send', '{"query":"{ __typename }"}', { 'content-type': 'text/plain' }],
  ])('is refused: %s', async (_name, request, headers) => {
    const { status, body } = await world.post(request, headers)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(codesOf(body)).toEqual(['BAD_REQUEST'])
  })

  it('names an operation that is not there', async () => {
    const { status, body } = await world.post({ query: 'query A { __typename }', operationName: 'B' })
    expect(status).toBe(400)
    expect(codesOf(body)).toEqual(['OPERATION_RESOLUTION_FAILURE'])
  })
})

describe('introspection', () => {
  it('answers the whole query of GraphiQL where it is on', async () => {
    const query = getIntrospectionQuery({
      inputValueDeprecation: true,
      specifiedByUrl: true,
      schemaDescription: true,
    })
    expect((await world.post({ query })).body.errors).toBeUndefined()
    expect((await runOverSocket(world.connect(), query)).errors).toBeUndefined()
  })

  it('is not replaced by what a wrong variable is told where it is off', async () => {
    const query = 'query ($like: Likeness) { messages(like: $like) { id } }'
    const variables = { like: { tex: 'a' } }
    expect(JSON.stringify((await world.post({ query, variables })).body)).toContain('Did you mean')
    const { body } = await closed.post({ query, variables })
    expect(codesOf(body)).toEqual(['BAD_USER_INPUT'])
    expect(JSON.stringify(body)).not.toContain('Did you mean')
    expect(await runOverSocket(closed.connect(), query, variables)).toEqual({ errors: body.errors })
  })

  it('is refused where it is off, and nothing suggests a name', async () => {
    for (const query of [getIntrospectionQuery(), '{ whoam { id } }']) {
      const { body } = await closed.post({ query })
      expect(new Set(codesOf(body))).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']))
      expect(JSON.stringify(body)).not.toContain('Did you mean')
      expect(await runOverSocket(closed.connect(), query)).toEqual({ errors: body.errors })
    }
  })
})

describe('the rate of requests', () => {
  it('is limited per address, and says when to come back', async () => {
    await using world = await createWorld({ limits: { requestsPerMinutePerAddress: 2 } })
    const query = '{ __typename }'
    expect((await world.post({ query })).status).toBe(200)
    expect((await world.post({ query })).status).toBe(200)
    const { status, body, headers } = await world.post({ query })
    expect(status).toBe(429)
    expect(codesOf(body)).toEqual(['RATE_LIMITED'])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('is limited per person, over HTTP and WebSocket together', async () => {
    await using world = await createWorld({ limits: { requestsPerMinutePerViewer: 2 } })
    const authorization = `Bearer ${world.signIn('ada')}`
    const client = world.connect({ authorization })
    expect((await world.post({ query: '{ __typename }' }, { authorization })).status).toBe(200)
    expect((await runOverSocket(client, '{ __typename }')).errors).toBeUndefined()
    expect(codesOf(await runOverSocket(client, '{ __typename }'))).toEqual(['RATE_LIMITED'])
    const other = { authorization: `Bearer ${world.signIn('grace')}` }
    expect((await world.post({ query: '{ __typename }' }, other)).status).toBe(200)
  })
})
