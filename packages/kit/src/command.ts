/** What a command tells, and whether a person has to look after something. */
export interface CommandResult {
  readonly lines: readonly string[]
  /** The exit code is 1 then. */
  readonly isAlarm: boolean
}

/**
 * Something that whoever has the server's shell may have done, beside a platform that runs or does not.
 * `Target` is what it works on: connected, and not started.
 */
export interface Command<Target> {
  readonly name: string
  /** Its arguments as usage shows them, such as `EMAIL`. */
  readonly parameters: string
  /** What it does, as usage says it. */
  readonly summary: string
  /** Reads the arguments, before anything is opened. @throws {UsageError} for those that the command does not have */
  read(args: readonly string[]): (target: Target) => Promise<CommandResult>
}

/** The command line makes no sense; usage says how it does. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
