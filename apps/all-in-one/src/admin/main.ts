import { createClosers } from '@lyceum/service'

import { readEnvironment } from '../environment.ts'
import { UsageError } from './command.ts'
import type { Command } from './command.ts'
import { grantAdministrator } from './grant-administrator.ts'
import { reconcile } from './reconcile.ts'
import { replayDeadLetters } from './replay-dead-letters.ts'

const usage = `npm run admin -- EMAIL                                     make the owner of an e-mail address an administrator
npm run admin -- reconcile --from YYYY-MM-DD --to YYYY-MM-DD   compare the books with the providers, for orders made from the
                                                              first day up to the second, which is not included (UTC)
npm run admin -- replay-dead-letters [--subgraph NAME]        apply again the events that could not be applied

All work while the platform runs and while it does not. 1 is the exit code of what needs a person: a difference, a dead
letter that stays.`

const commands = new Map<string, Command>([
  ['reconcile', reconcile],
  ['replay-dead-letters', replayDeadLetters],
])

const closers = createClosers()
try {
  const args = process.argv.slice(2)
  const command = commands.get(args[0] ?? '')
  const context = { environment: readEnvironment(process.env), closers }
  const run = command === undefined ? grantAdministrator(args, context) : command(args.slice(1), context)
  const { lines, isAlarm } = await run
  process.stdout.write(`${lines.join('\n')}\n`)
  if (isAlarm) process.exitCode = 1
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  if (isUsageError(error)) process.stderr.write(`\n${usage}\n`)
  process.exitCode = 1
} finally {
  await closers.closeAll()
}

/** Ours, or one of `parseArgs`. */
function isUsageError(error: unknown): boolean {
  if (error instanceof UsageError) return true
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}
