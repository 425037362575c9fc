import { describe, expect, it } from 'vitest'

import { mapAsyncIterator } from './map-async-iterator.ts'

async function* count(): AsyncGenerator<number> {
  yield 1
  yield 2
}

describe('a mapped stream', () => {
  it('maps every value and ends with its source', async () => {
    const doubled: number[] = []
    for await (const value of mapAsyncIterator(count(), (n) => Promise.resolve(n * 2))) doubled.push(value)
    expect(doubled).toEqual([2, 4])
  })

  it('ends a waiting reader when it is returned, though the source never yields', async () => {
    let isReturned = false
    const silent: AsyncIterator<number> = {
      next: () => new Promise(() => undefined),
      return() {
        isReturned = true
        return new Promise(() => undefined)
      },
    }
    const stream = mapAsyncIterator(silent, (n) => n)
    const waiting = stream.next()
    await stream.return?.()
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(await stream.next()).toEqual({ done: true, value: undefined })
    expect(isReturned).toBe(true)
  })
})
