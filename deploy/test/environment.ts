import { findProgram } from '@lyceum/testkit/program'

/** In CI a program that a suite needs and that is missing is a failure; elsewhere the suite is skipped, by name. */
export const isEverythingRequired = process.env['CI'] === 'true'

/** Where a program of others is: on the PATH, or where continuous integration installs such; null when nowhere. */
export function findTool(command: string): Promise<string | null> {
  return Promise.resolve(findProgram(command, process.env))
}

/** What programs of this machine are told: where programs and their caches are. */
export function inheritedVariables(): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR, XDG_CACHE_HOME, npm_config_store_dir } = process.env
  return { PATH, HOME, TMPDIR, XDG_CACHE_HOME, npm_config_store_dir }
}
