import { describe, expect, it } from 'vitest'

import { reconcileCommand } from './reconcile.command.ts'

describe('reconcile', () => {
  it('takes days in UTC, the second of which is not included', async () => {
    const compare = reconcileCommand.read(['--from', '2026-01-01', '--to', '2026-02-01'])
    const told = await compare({
      reconcile: (period) => {
        expect(period).toEqual({ from: new Date('2026-01-01'), until: new Date('2026-02-01') })
        return Promise.resolve({ ...period, comparedCount: 3, differences: [] })
      },
    })
    expect(told).toEqual({ lines: ['3 orders compared, 0 differences.'], isAlarm: false })
  })

  it('refuses days that are none or the wrong way round, before anything is opened', () => {
    const read = (from: string, to: string) => () => reconcileCommand.read(['--from', from, '--to', to])
    expect(read('yesterday', '2026-02-01')).toThrow('--from is a day')
    expect(read('2026-02-31', '2026-04-01')).toThrow('--from is a day')
    expect(read('2026-02-01', '2026-2-28')).toThrow('--to is a day')
    expect(read('2026-02-01', '2026-02-01')).toThrow('--from is before --to')
    expect(() => reconcileCommand.read(['--since', '2026-02-01'])).toThrow('--since')
  })
})
