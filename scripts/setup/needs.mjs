const built = ['dependencies', 'prisma', 'documents', 'playground']

const needsByTarget = new Map([
  ['apps/all-in-one/src/main.ts', [...built, 'ffmpeg']],
  ['apps/services/src/main.ts', [...built, 'ffmpeg', 'redis']],
  ['e2e/demo/main.ts', [...built, 'ffmpeg']],
  ['vitest', [...built, 'ffmpeg', 'redis']],
  ['apps/all-in-one/src/admin/main.ts', ['dependencies', 'prisma']],
  ['apps/services/src/secrets/main.ts', ['dependencies', 'prisma']],
  ['scripts/check.ts', ['dependencies', 'prisma', 'documents']],
])

const requiredByTarget = new Map([
  ['e2e/demo/main.ts', ['ffmpeg']],
  ['vitest', ['ffmpeg']],
  ['apps/services/src/main.ts', ['redis']],
])

/** The set-up steps a target needs, in order. What generates things itself needs the dependencies alone. */
export function needsOf(target) {
  return needsByTarget.get(target) ?? ['dependencies']
}

/**
 * Whether a target cannot do without a program of the system. Without ffmpeg the platform runs and uploads wait; the specs and
 * the demo have nothing to wait for. Without Redis the specs that need it are skipped, by name.
 */
export function requires(target, program) {
  return requiredByTarget.get(target)?.includes(program) ?? false
}
