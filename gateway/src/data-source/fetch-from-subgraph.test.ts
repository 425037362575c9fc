import { pino } from 'pino'
import { describe, expect, it } from 'vitest'

import { fetchFromSubgraph, subscribeToSubgraph } from './fetch-from-subgraph.ts'

const patience = { serviceName: 'badges', logger: pino({ level: 'silent' }), timeoutMs: 50 }
const request = { query: '{ badge { id } }', headers: {} }
const entities = { ...request, variables: { representations: [{}, {}] } }
const unavailable = {
  errors: [
    {
      message: 'badges is not available',
      extensions: { code: 'SUBGRAPH_UNAVAILABLE', serviceName: 'badges' },
    },
  ],
}

function createDeferred<T>() {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((settle) => (resolve = settle))
  return { promise, resolve: (value: T) => resolve(value) }
}

describe('the answer of a subgraph', () => {
  it.each([
    { data: { badge: null } },
    { data: null, errors: [{ message: 'no' }] },
    { errors: [{ message: 'no' }] },
  ])('passes when it is GraphQL: %o', async (answer) => {
    const options = { ...patience, fetch: () => Promise.resolve(answer) }
    expect(await fetchFromSubgraph(request, options)).toEqual(answer)
  })

  it.each([
    null,
    undefined,
    'text',
    7,
    [],
    {},
    { data: [] },
    { data: 'x' },
    { errors: 'x' },
    { errors: [{}] },
  ])('is refused when it is garbage: %o', async (answer) => {
    const options = { ...patience, fetch: () => Promise.resolve(answer) }
    expect(await fetchFromSubgraph(request, options)).toEqual(unavailable)
  })

  it.each([{ data: {} }, { data: { _entities: null } }, { data: { _entities: [{}] } }])(
    'is refused when it does not answer every entity asked for: %o',
    async (answer) => {
      const options = { ...patience, fetch: () => Promise.resolve(answer) }
      expect(await fetchFromSubgraph(entities, options)).toEqual(unavailable)
    },
  )

  it('is refused when it comes too late, and the fetch is told to end', async () => {
    const ended = createDeferred<void>()
    const fetch = (signal: AbortSignal): Promise<never> =>
      new Promise(() => signal.addEventListener('abort', () => ended.resolve()))
    expect(await fetchFromSubgraph(request, { ...patience, fetch })).toEqual(unavailable)
    await ended.promise
  })
})

describe('the stream of a subgraph', () => {
  it('is given back when it begins too late', async () => {
    const late = createDeferred<AsyncIterableIterator<never>>()
    const returned = createDeferred<void>()
    const outcome = await subscribeToSubgraph(request, { ...patience, subscribe: () => late.promise })
    expect(outcome).toEqual(unavailable)
    late.resolve({
      next: () => new Promise(() => undefined),
      return() {
        returned.resolve()
        return Promise.resolve({ done: true, value: undefined })
      },
      [Symbol.asyncIterator]() {
        return this
      },
    })
    await returned.promise
  })
})
