import { parseArgs } from 'node:util'

import { createPaymentsSubgraph } from '@lyceum/payments'
import type { Difference } from '@lyceum/payments'

import { UsageError } from './command.ts'
import type { CommandContext, CommandResult } from './command.ts'
import { openInstallation } from './open-installation.ts'

/** Compares the books with what every provider says of the orders that were made in a time. Changes nothing. */
export async function reconcile(
  args: readonly string[],
  { environment, closers }: CommandContext,
): Promise<CommandResult> {
  const options = { from: { type: 'string' }, to: { type: 'string' } } as const
  const { values } = parseArgs({ args: [...args], options, strict: true })
  const period = { from: readDay('--from', values.from), until: readDay('--to', values.to) }
  if (period.from >= period.until) throw new UsageError('--from is before --to')
  const payments = createPaymentsSubgraph(await openInstallation(environment, closers))
  closers.add(() => payments.stop())
  const { comparedCount, differences } = await payments.reconcile(period)
  const told = `${comparedCount} orders compared, ${differences.length} differences.`
  return { lines: [...differences.map(toLine), told], isAlarm: differences.length > 0 }
}

/** Midnight of a day, in UTC. */
function readDay(option: string, text: string | undefined): Date {
  const day = new Date(`${text ?? ''}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text ?? '') || Number.isNaN(day.getTime())) {
    throw new UsageError(`${option} is a day, YYYY-MM-DD`)
  }
  return day
}

function toLine({ kind, provider, orderId, checkoutId, expected, actual }: Difference): string {
  const about = [`order ${orderId ?? '-'}`, `checkout ${checkoutId ?? '-'}`, `provider ${provider ?? '-'}`]
  return `${kind}: ${about.join(', ')}: "${expected}" there, "${actual}" here`
}
