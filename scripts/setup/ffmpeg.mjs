import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { SetupError } from './setup-error.mjs'
import { run } from './spawn.mjs'

const suffix = process.platform === 'win32' ? '.exe' : ''
const unattended = { DEBIAN_FRONTEND: 'noninteractive', HOMEBREW_NO_AUTO_UPDATE: '1' }

/** Package managers that install without a question: the system's own for root alone, Homebrew for anyone. */
const packageManagers = [
  {
    program: 'apt-get',
    needsRoot: true,
    commands: [['update'], ['install', '-y', '--no-install-recommends', 'ffmpeg']],
  },
  { program: 'dnf', needsRoot: true, commands: [['install', '-y', 'ffmpeg-free']] },
  { program: 'apk', needsRoot: true, commands: [['add', 'ffmpeg']] },
  { program: 'brew', needsRoot: false, commands: [['install', 'ffmpeg']] },
]

/** Whether ffmpeg and ffprobe are on the PATH. */
export function hasFfmpeg() {
  return isOnPath('ffmpeg') && isOnPath('ffprobe')
}

/** The package manager that can install ffmpeg here without asking; undefined when a person has to. */
export function findPackageManager({ isRoot = process.getuid?.() === 0, isInstalled = isOnPath } = {}) {
  return packageManagers.find(({ program, needsRoot }) => (isRoot || !needsRoot) && isInstalled(program))
}

/** How a person gets ffmpeg, in one line. */
export function ffmpegAdvice(isInstalled = isOnPath) {
  if (isInstalled('apt-get')) return 'sudo apt-get install ffmpeg'
  if (isInstalled('dnf')) return 'sudo dnf install ffmpeg-free'
  if (isInstalled('apk')) return 'sudo apk add ffmpeg'
  if (process.platform === 'win32') return 'winget install ffmpeg'
  return 'brew install ffmpeg (https://ffmpeg.org/download.html for other systems)'
}

/** Installs ffmpeg. Fails with a SetupError. */
export async function installFfmpeg({ program, commands }) {
  for (const command of commands) await run(program, command, { environment: unattended })
  if (!hasFfmpeg()) throw new SetupError(`${program} ended well, yet ffmpeg and ffprobe are not on the PATH.`)
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
