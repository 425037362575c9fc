import type { Closers } from '@lyceum/service'

import type { AllInOneEnvironment } from '../environment.ts'

/** Where an administrator's command works. */
export interface CommandContext {
  readonly environment: AllInOneEnvironment
  /** Closed when the command has ended. */
  readonly closers: Closers
}

/** What a command tells, and whether a person has to look after something. */
export interface CommandResult {
  readonly lines: readonly string[]
  /** The exit code is 1 then. */
  readonly isAlarm: boolean
}

/** @throws {UsageError} for arguments that the command does not have */
export type Command = (args: readonly string[], context: CommandContext) => Promise<CommandResult>

/** The command line makes no sense; the message says how it does. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
