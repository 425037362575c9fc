import { describe, expect, it } from 'vitest'

import { openRowStream } from './row-stream.ts'
import type { RowStreamOptions } from './row-stream.ts'

interface Row {
  readonly number: number
}

const outage = Object.assign(new Error('terminated'), { code: '57P01' })

/** Rows and hints in memory; `failures` are thrown by the next reads, one each. */
function createTable() {
  const rows: Row[] = []
  const failures: Error[] = []
  let told = 0
  let returned = 0
  let hear: (result: IteratorResult<unknown, undefined>) => void = () => undefined
  const options: RowStreamOptions<Row> = {
    listen: () => [
      {
        ready: Promise.resolve(),
        next: () => new Promise((resolve) => (hear = resolve)),
        return: () => Promise.resolve((returned += 1)),
      },
    ],
    read() {
      const failure = failures.shift()
      if (failure !== undefined) return Promise.reject(failure)
      const row = rows[told]
      if (row === undefined) return Promise.resolve('wait')
      told += 1
      return Promise.resolve(row)
    },
    pollMilliseconds: 60_000,
  }
  return {
    rows,
    failures,
    options,
    get returned() {
      return returned
    },
    hint: () => hear({ done: false, value: null }),
    closeBus: () => hear({ done: true, value: undefined }),
  }
}

async function take(stream: AsyncIterator<Row>, count: number): Promise<number[]> {
  const numbers: number[] = []
  while (numbers.length < count) {
    const { value } = (await stream.next()) as { readonly value: Row }
    numbers.push(value.number)
  }
  return numbers
}

describe('a stream of rows', () => {
  it('reads again when there is a hint', async () => {
    const table = createTable()
    const stream = await openRowStream(table.options)
    const first = stream.next()
    table.rows.push({ number: 1 })
    table.hint()
    expect(await first).toEqual({ done: false, value: { number: 1 } })
  })

  it('reads again without a hint after a while', async () => {
    const table = createTable()
    const stream = await openRowStream({ ...table.options, pollMilliseconds: 5 })
    const first = stream.next()
    table.rows.push({ number: 1 })
    expect(await first).toEqual({ done: false, value: { number: 1 } })
  })

  it('outlives an outage, with every row once and in order', async () => {
    const table = createTable()
    table.rows.push({ number: 1 }, { number: 2 }, { number: 3 })
    const stream = await openRowStream(table.options)
    expect(await take(stream, 1)).toEqual([1])
    table.failures.push(outage, outage)
    expect(await take(stream, 2)).toEqual([2, 3])
  })

  it('begins when an outage is over', async () => {
    const table = createTable()
    table.rows.push({ number: 1 })
    let tries = 0
    const begin = (): Promise<void> => ((tries += 1) === 1 ? Promise.reject(outage) : Promise.resolve())
    const stream = await openRowStream({ ...table.options, begin })
    expect(await take(stream, 1)).toEqual([1])
    expect([tries, table.returned]).toEqual([2, 1])
  })

  it('fails with the reason when the outage goes on, and gives its hints back', async () => {
    const table = createTable()
    const stream = await openRowStream({ ...table.options, outageMilliseconds: 150 })
    table.failures.push(...Array.from({ length: 20 }, () => outage))
    await expect(stream.next()).rejects.toBe(outage)
    expect(table.failures.length).toBeGreaterThan(10)
    expect(table.returned).toBe(1)
    expect(await stream.next()).toMatchObject({ done: true })
  })

  it('fails at once with anything else', async () => {
    const table = createTable()
    const stream = await openRowStream(table.options)
    table.failures.push(new TypeError('a mistake'))
    await expect(stream.next()).rejects.toThrow('a mistake')
    expect(table.returned).toBe(1)
  })

  it('ends for a reader who leaves, also during an outage', async () => {
    const table = createTable()
    const stream = await openRowStream(table.options)
    table.failures.push(...Array.from({ length: 1_000 }, () => outage))
    const pending = stream.next()
    await stream.return?.()
    expect(await pending).toMatchObject({ done: true })
  })

  it('ends when the bus of its hints is closed', async () => {
    const table = createTable()
    const stream = await openRowStream(table.options)
    const pending = stream.next()
    table.closeBus()
    expect(await pending).toMatchObject({ done: true })
  })
})
