import { parseArgs } from 'node:util'

import { UsageError } from '@lyceum/kit'
import type { Command } from '@lyceum/kit'

import type { Difference, Period, ReconciliationReport } from './reconcile.ts'

/** Who has books and knows the providers. */
export interface Reconciler {
  /** Compares our books with those of every provider. Reports, and changes nothing. */
  reconcile(period: Period): Promise<ReconciliationReport>
}

/** Compares the books with what every provider says of the orders that were made in a time. Changes nothing. */
export const reconcileCommand: Command<Reconciler> = {
  name: 'reconcile',
  parameters: '--from YYYY-MM-DD --to YYYY-MM-DD',
  summary:
    'compare the books with the providers, for orders made from the first day up to the second, not included (UTC)',
  read(args) {
    const options = { from: { type: 'string' }, to: { type: 'string' } } as const
    const { values } = parseArgs({ args: [...args], options, strict: true })
    const period = { from: readDay('--from', values.from), until: readDay('--to', values.to) }
    if (period.from >= period.until) throw new UsageError('--from is before --to')
    return async (payments) => {
      const { comparedCount, differences } = await payments.reconcile(period)
      const told = `${comparedCount} orders compared, ${differences.length} differences.`
      return { lines: [...differences.map(toLine), told], isAlarm: differences.length > 0 }
    }
  },
}

/** Midnight of a day, in UTC. */
function readDay(option: string, text: string | undefined): Date {
  const day = new Date(`${text}T00:00:00Z`)
  // February has no 31st, which JavaScript takes for a day in March.
  const isDay = !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text
  if (!isDay) throw new UsageError(`${option} is a day, YYYY-MM-DD`)
  return day
}

function toLine({ kind, provider, orderId, checkoutId, expected, actual }: Difference): string {
  const about = [`order ${orderId ?? '-'}`, `checkout ${checkoutId ?? '-'}`, `provider ${provider ?? '-'}`]
  return `${kind}: ${about.join(', ')}: "${expected}" there, "${actual}" here`
}
