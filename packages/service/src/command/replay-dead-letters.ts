import { parseArgs } from 'node:util'

import { consumerNames } from '@lyceum/events'
import { UsageError } from '@lyceum/kit'
import type { Command, Subgraph } from '@lyceum/kit'

/** What the command works on: the subgraphs of a host, by name. */
export type Replayable = Pick<Subgraph, 'name' | 'replayDeadLetters'>

/** Applies again the events that a subgraph, or every one of the host, could not apply. Those that fail once more stay. */
export function replayDeadLettersCommand(
  names: readonly string[] = consumerNames,
): Command<readonly Replayable[]> {
  return {
    name: 'replay-dead-letters',
    parameters: '[--subgraph NAME]',
    summary: 'apply again the events that could not be applied',
    read(args) {
      const options = { subgraph: { type: 'string' } } as const
      const { subgraph: wanted } = parseArgs({ args: [...args], options, strict: true }).values
      const chosen = names.filter((name) => wanted === undefined || wanted === name)
      if (chosen.length === 0) throw new UsageError(`--subgraph is one of ${names.join(', ')}`)
      return async (subgraphs) => {
        const lines: string[] = []
        let isAlarm = false
        for (const { name, replayDeadLetters } of subgraphs) {
          if (!chosen.includes(name) || replayDeadLetters === undefined) continue
          const { replayed, failed } = await replayDeadLetters()
          lines.push(`${name}: ${replayed} replayed, ${failed} failed again`)
          isAlarm ||= failed > 0
        }
        return { lines, isAlarm }
      }
    },
  }
}
