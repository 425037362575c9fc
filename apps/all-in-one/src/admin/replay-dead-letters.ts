import { parseArgs } from 'node:util'

import { createSubgraphs } from '../subgraphs.ts'
import { UsageError } from './command.ts'
import type { CommandContext, CommandResult } from './command.ts'
import { openInstallation } from './open-installation.ts'

/** Applies again the events that a subgraph, or every one, could not apply. Those that fail once more stay. */
export async function replayDeadLetters(
  args: readonly string[],
  { environment, closers }: CommandContext,
): Promise<CommandResult> {
  const { values } = parseArgs({ args: [...args], options: { subgraph: { type: 'string' } }, strict: true })
  const { all } = await createSubgraphs(await openInstallation(environment, closers))
  for (const subgraph of all) closers.add(() => subgraph.stop())
  const listening = all.filter(({ replayDeadLetters: replay }) => replay !== undefined)
  const chosen = listening.filter(({ name }) => values.subgraph === undefined || values.subgraph === name)
  if (chosen.length === 0) {
    throw new UsageError(`--subgraph is one of ${listening.map(({ name }) => name).join(', ')}`)
  }
  const lines: string[] = []
  let isAlarm = false
  for (const subgraph of chosen) {
    const { replayed = 0, failed = 0 } = (await subgraph.replayDeadLetters?.()) ?? {}
    lines.push(`${subgraph.name}: ${replayed} replayed, ${failed} failed again`)
    isAlarm ||= failed > 0
  }
  return { lines, isAlarm }
}
