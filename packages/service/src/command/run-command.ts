import { inspect } from 'node:util'

import { UsageError } from '@lyceum/kit'
import type { Command } from '@lyceum/kit'

import { withClosers } from '../process/closers.ts'
import type { Closers } from '../process/closers.ts'

export interface CommandLine<Host> {
  /** How the program is called, such as `npm run admin --`. */
  readonly program: string
  readonly args: readonly string[]
  readonly commands: readonly Command<Host>[]
  /** Opens what commands work on; called when the arguments make sense. What has to be closed after is added to `closers`. */
  readonly open: (closers: Closers) => Host | Promise<Host>
}

/**
 * Runs one command and closes what it opened. What it tells goes to standard output. The exit code is 1 when a person has to
 * look: it found something, it failed, or the command line makes no sense, which usage answers.
 */
export async function runCommand<Host>(line: CommandLine<Host>): Promise<void> {
  try {
    const { lines, isAlarm } = await withClosers((closers) => run(line, closers))
    process.stdout.write(`${lines.join('\n')}\n`)
    if (isAlarm) process.exitCode = 1
  } catch (error) {
    const usage = isUsageError(error) ? `\n${describeUsage(line)}\n` : ''
    process.stderr.write(`${explain(error)}\n${usage}`)
    process.exitCode = 1
  }
}

async function run<Host>({ args, commands, open }: CommandLine<Host>, closers: Closers) {
  const [name, ...rest] = args
  const command = commands.find((known) => known.name === name)
  if (command === undefined)
    throw new UsageError(name === undefined ? 'Which command?' : `There is no command ${name}.`)
  const applyTo = command.read(rest)
  return await applyTo(await open(closers))
}

/** The command, on a host of which it works on a part. */
export function commandOn<Host, Part>(
  command: Command<Part>,
  choose: (host: Host) => Part | Promise<Part>,
): Command<Host> {
  return {
    ...command,
    read(args) {
      const applyTo = command.read(args)
      return async (host) => applyTo(await choose(host))
    },
  }
}

function describeUsage<Host>({ program, commands }: Pick<CommandLine<Host>, 'program' | 'commands'>): string {
  const lines = commands.flatMap(({ name, parameters, summary }) => [
    `${program} ${name} ${parameters}`,
    `    ${summary}`,
  ])
  const end = `All work while the platform runs and while it does not. 1 is the exit code of what needs a person: a failure, a
difference, a dead letter that stays.`
  return `${lines.join('\n')}\n\n${end}`
}

/** Ours, or one of `parseArgs`. */
function isUsageError(error: unknown): boolean {
  if (error instanceof UsageError) return true
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}

/** Some errors of connections have no words of their own. */
function explain(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : inspect(error)
}
