import { accessSync, constants } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

const command = 'fake-gcs-server'

/**
 * Where fake-gcs-server is: on the PATH, or where `go install` was told to put it for us.
 * @throws {Error} saying how to get it, when it is nowhere
 */
export function findEmulator(source: Readonly<Record<string, string | undefined>>): string {
  const cache = source['XDG_CACHE_HOME'] || join(homedir(), '.cache')
  const folders = [...(source['PATH'] ?? '').split(delimiter), join(cache, 'lyceum/emulators')]
  const found = folders.map((folder) => join(folder, command)).find(isExecutable)
  if (found !== undefined) return found
  throw new Error(
    `${command} is not installed. Get it with: go install github.com/fsouza/${command}@latest\n` +
      `and put it on the PATH or into ${join(cache, 'lyceum/emulators')}`,
  )
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false // not here
  }
}
