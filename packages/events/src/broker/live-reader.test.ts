import { describe, expect, it } from 'vitest'
import { createLiveReader } from './live-reader.ts'

describe('a live reader', () => {
  it('gives messages in their order, those that came before it was asked first', async () => {
    const reader = createLiveReader()
    reader.push('a')
    reader.push('b')
    const results = [reader.next(), reader.next(), reader.next()]
    reader.push('c')
    expect(await Promise.all(results)).toEqual([
      { done: false, value: 'a' },
      { done: false, value: 'b' },
      { done: false, value: 'c' },
    ])
  })

  it('drops the oldest message when it is full', async () => {
    const reader = createLiveReader(2)
    for (const message of ['a', 'b', 'c']) reader.push(message)
    expect(await reader.next()).toEqual({ done: false, value: 'b' })
    expect(await reader.next()).toEqual({ done: false, value: 'c' })
  })

  it('gives what has arrived before it ends', async () => {
    const reader = createLiveReader()
    reader.push('a')
    reader.end()
    reader.push('too late')
    expect(await reader.next()).toEqual({ done: false, value: 'a' })
    expect(await reader.next()).toEqual({ done: true, value: undefined })
  })

  it('ends those who wait', async () => {
    const reader = createLiveReader()
    const waiting = reader.next()
    reader.end()
    expect(await waiting).toEqual({ done: true, value: undefined })
  })

  it('fails for those who wait and those who come later', async () => {
    const reader = createLiveReader()
    const waiting = reader.next()
    reader.fail(new Error('No connection'))
    await expect(waiting).rejects.toThrow('No connection')
    await expect(reader.next()).rejects.toThrow('No connection')
  })
})
