import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { SetupError } from './setup-error.mjs'
import { run } from './spawn.mjs'

const suffix = process.platform === 'win32' ? '.exe' : ''
const unattended = { DEBIAN_FRONTEND: 'noninteractive', HOMEBREW_NO_AUTO_UPDATE: '1' }

/** Package managers that install without a question: the system's own for root alone, Homebrew for anyone. */
const packageManagers = [
  { name: 'apt-get', needsRoot: true, commands: [['update'], ['install', '-y', '--no-install-recommends']] },
  { name: 'dnf', needsRoot: true, commands: [['install', '-y']] },
  { name: 'apk', needsRoot: true, commands: [['add']] },
  { name: 'brew', needsRoot: false, commands: [['install']] },
]

/** Programs that npm does not have: what they are called on the PATH, and in which package each system has them. */
export const systemPrograms = {
  ffmpeg: {
    commands: ['ffmpeg', 'ffprobe'],
    packages: { 'apt-get': 'ffmpeg', dnf: 'ffmpeg-free', apk: 'ffmpeg', brew: 'ffmpeg', winget: 'ffmpeg' },
    page: 'https://ffmpeg.org/download.html',
    without: 'the platform runs; uploads wait until it is there',
  },
  redis: {
    commands: ['redis-server'],
    packages: { 'apt-get': 'redis-server', dnf: 'redis', apk: 'redis', brew: 'redis' },
    page: 'https://redis.io/docs/latest/operate/oss_and_stack/install/',
    without: 'specs of the distributed topology are skipped',
  },
}

/** Whether everything the program consists of is on the PATH. */
export function hasProgram({ commands }) {
  return commands.every((command) => isOnPath(command))
}

/** The package manager that can install here without asking; undefined when a person has to. */
export function findPackageManager({ isRoot = process.getuid?.() === 0, isInstalled = isOnPath } = {}) {
  return packageManagers.find(({ name, needsRoot }) => (isRoot || !needsRoot) && isInstalled(name))
}

/** How a person gets the program, in one line. */
export function installAdvice({ packages, page }, isInstalled = isOnPath) {
  if (isInstalled('apt-get')) return `sudo apt-get install ${packages['apt-get']}`
  if (isInstalled('dnf')) return `sudo dnf install ${packages.dnf}`
  if (isInstalled('apk')) return `sudo apk add ${packages.apk}`
  if (process.platform === 'win32' && packages.winget !== undefined)
    return `winget install ${packages.winget}`
  return `brew install ${packages.brew} (${page} for other systems)`
}

/** Installs the program. Fails with a SetupError. */
export async function installProgram(program, { name, commands }) {
  const [install, ...before] = [...commands].reverse()
  for (const command of before) await run(name, command, { environment: unattended })
  await run(name, [...install, program.packages[name]], { environment: unattended })
  if (!hasProgram(program)) {
    throw new SetupError(`${name} ended well, yet ${program.commands.join(' and ')} are not on the PATH.`)
  }
}

function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program + suffix), constants.X_OK)
      return folder !== ''
    } catch {
      return false // not in this folder
    }
  })
}
