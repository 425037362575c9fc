import { RateLimitedError } from '@lyceum/kit'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createFairQueue } from './fair-queue.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Runs pieces of work that end when told to, and notes the order in which they began. */
function createSite(concurrency: number) {
  const queue = createFairQueue({ concurrency, longestWaitMs: 5_000 })
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  return {
    begun,
    ask(caller: string, name: string): Promise<string> {
      return queue.run(caller, async () => {
        begun.push(name)
        await new Promise<void>((resolve) => ends.set(name, resolve))
        return name
      })
    },
    async end(name: string): Promise<void> {
      ends.get(name)?.()
      await vi.advanceTimersByTimeAsync(0)
    },
  }
}

describe('a fair queue', () => {
  it('runs no more at one time than it may', async () => {
    const { ask, begun, end } = createSite(2)
    const results = Promise.all(['1', '2', '3'].map((name) => ask('a', name)))
    await vi.advanceTimersByTimeAsync(0)
    expect(begun).toEqual(['1', '2'])
    for (const name of ['2', '1', '3']) await end(name)
    expect(begun).toEqual(['1', '2', '3'])
    expect(await results).toEqual(['1', '2', '3'])
  })

  it('lets a newcomer wait for one turn, however much somebody else asks for', async () => {
    const { ask, begun, end } = createSite(1)
    void Promise.all(['a1', 'a2', 'a3', 'a4'].map((name) => ask('a', name)))
    void ask('b', 'b1')
    await vi.advanceTimersByTimeAsync(0)
    for (const name of ['a1', 'a2', 'b1', 'a3']) await end(name)
    expect(begun).toEqual(['a1', 'a2', 'b1', 'a3', 'a4'])
  })

  it('sends away who has waited too long, and never begins their work', async () => {
    const { ask, begun, end } = createSite(1)
    const first = ask('a', 'a1')
    const refused = expect(ask('a', 'a2')).rejects.toBeInstanceOf(RateLimitedError)
    await vi.advanceTimersByTimeAsync(5_000)
    await refused
    await end('a1')
    expect(await first).toBe('a1')
    expect(begun).toEqual(['a1'])
  })

  it('goes on after work that failed', async () => {
    const queue = createFairQueue({ concurrency: 1, longestWaitMs: 5_000 })
    await expect(queue.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await queue.run('a', () => Promise.resolve('yes'))).toBe('yes')
  })
})
