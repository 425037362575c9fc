import type { Gateway } from '@lyceum/gateway'
import { createCleanup } from '@lyceum/testkit'
import type { Cleanup } from '@lyceum/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { documentAttacks } from './attacks.ts'
import { openGateway, openSchool } from '../harness/open-school.ts'
import { openGreetedSocket } from '../harness/open-socket.ts'
import { reportRules } from './report-counts.ts'

interface Refusal {
  readonly data?: unknown
  readonly extensions?: unknown
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[]
}

let cleanup: Cleanup
let gateway: Gateway
beforeAll(async () => {
  cleanup = createCleanup()
  gateway = await openGateway(await openSchool(cleanup))
  cleanup.defer(() => gateway.stop())
})
afterAll(() => cleanup[Symbol.asyncDispose]())

async function post(body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Refusal }
}

async function sendOverSocket(payload: object): Promise<Refusal> {
  using socket = await openGreetedSocket(gateway.url)
  socket.send({ type: 'subscribe', id: '1', payload })
  const { type, payload: answer } = await socket.receive()
  return type === 'error' ? { errors: answer as Refusal['errors'] } : (answer as Refusal)
}

/** Nothing ran, nothing is said that helps the next attempt, and the answer is no larger than the question deserves. */
function expectRefusal({ data, extensions, errors }: Refusal, code: string): void {
  expect(new Set(errors.map((error) => error.extensions.code))).toEqual(new Set([code]))
  expect(data).toBeUndefined()
  expect(extensions).toBeUndefined()
  expect(errors.length).toBeLessThanOrEqual(5)
  const words = JSON.stringify(errors)
  expect(words).not.toMatch(/did you mean|stacktrace|node_modules|SELECT |\.ts:/i)
  if (code === 'QUERY_TOO_COMPLEX') {
    expect(errors.map(({ message }) => message).join(), 'a limit that is disclosed').not.toMatch(/\d/)
  }
}

describe('a gateway in production refuses', () => {
  it.each(documentAttacks)('$name, over HTTP', async ({ query, variables, code }) => {
    const { status, body } = await post({ query, variables })
    expect(status).toBe(400)
    expectRefusal(body, code)
  })

  it.each(documentAttacks)('$name, over WebSocket', async ({ query, variables, code }) => {
    expectRefusal(await sendOverSocket({ query, variables }), code)
  })

  const typename = '{ __typename }'
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  it.each([
    ['a batch of operations', Array.from({ length: 10 }, () => ({ query: typename })), {}],
    ['a form, which a foreign page may send', `query=${encodeURIComponent(typename)}`, form],
    [
      'text, which a foreign page may send',
      JSON.stringify({ query: typename }),
      { 'content-type': 'text/plain' },
    ],
    ['JSON of no declared type', JSON.stringify({ query: typename }), { 'content-type': '' }],
    ['a multipart form', '--x--', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['a body that is no JSON', '{', {}],
    ['a query that is no text', { query: ['{ __typename }'] }, {}],
  ])('%s', async (_name, request, headers) => {
    const { status, body } = await post(request, headers)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expectRefusal(body, 'BAD_REQUEST')
  })

  it('a batch of messages on a socket', async () => {
    using socket = await openGreetedSocket(gateway.url)
    const payload = { query: typename }
    socket.send([
      { type: 'subscribe', id: '1', payload },
      { type: 'subscribe', id: '2', payload },
    ])
    expect(await socket.closeCode).toBe(4400)
  })

  it('too many operations at once on a socket', async () => {
    using socket = await openGreetedSocket(gateway.url)
    const count = 200
    for (let id = 0; id < count; id += 1) {
      socket.send({
        type: 'subscribe',
        id: String(id),
        payload: { query: '{ allCourses { edges { cursor } } }' },
      })
    }
    const answers = []
    while (answers.length < count) {
      const message = await socket.receive()
      if (message.type !== 'complete') answers.push(message)
    }
    const refused = answers.filter(({ type }) => type === 'error')
    expect(refused.length).toBeGreaterThan(0)
    expectRefusal({ errors: refused[0]?.payload as Refusal['errors'] }, 'RATE_LIMITED')
  })

  it.each([
    {
      name: 'a query by GET that a foreign page may send',
      query: '{ __typename }',
      headers: {},
      status: 400,
    },
    {
      name: 'a mutation by GET',
      query: 'mutation { __typename }',
      headers: { 'apollo-require-preflight': '1' },
      status: 405,
    },
  ])('$name', async ({ query, headers, status }) => {
    const address = `${gateway.url}/graphql?query=${encodeURIComponent(query)}`
    const response = await fetch(address, { headers })
    expect(response.status).toBe(status)
    expect(await response.text()).not.toContain('"data"')
  })
})

describe('a gateway in production keeps to itself', () => {
  it.each(['x-apollo-tracing', 'apollo-federation-include-trace', 'apollo-query-plan-experimental'])(
    'how it answered, whoever asks by %s',
    async (header) => {
      const { status, body } = await post({ query: '{ __typename }' }, { [header]: 'ftv1' })
      expect(status).toBe(200)
      expect(body).toEqual({ data: { __typename: 'Query' } })
    },
  )

  it.each(['/', '/graphql', '/graphiql', '/playground', '/altair', '/console', '/voyager'])(
    'every page for developers at %s',
    async (path) => {
      const response = await fetch(`${gateway.url}${path}`, { headers: { accept: 'text/html' } })
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect(response.headers.get('content-type')).toContain('application/json')
    },
  )

  it('what went wrong inside', async () => {
    for (const query of ['query', '}', 'query A { a } query B { b }', 'é'.repeat(10)]) {
      const { status, body } = await post({ query })
      expect(status).toBe(400)
      expect(JSON.stringify(body)).not.toMatch(/stacktrace|node_modules|Internal/)
    }
  })
})

it('is counted as the documentation says', (context) => {
  reportRules('attack list over HTTP and WebSocket, gateway in production mode', context)
})
