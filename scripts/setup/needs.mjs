const built = ['dependencies', 'prisma', 'documents', 'playground']

const needsByTarget = new Map([
  ['apps/all-in-one/src/main.ts', [...built, 'ffmpeg']],
  ['apps/services/src/main.ts', [...built, 'ffmpeg']],
  ['e2e/demo/main.ts', [...built, 'ffmpeg']],
  ['vitest', [...built, 'ffmpeg', 'redis']],
  ['apps/all-in-one/src/admin/main.ts', ['dependencies', 'prisma']],
  ['apps/services/src/admin/main.ts', ['dependencies', 'prisma']],
  ['apps/services/src/secrets/main.ts', ['dependencies', 'prisma']],
  ['scripts/check.ts', ['dependencies', 'prisma', 'documents']],
])

const requiredByTarget = new Map([
  ['e2e/demo/main.ts', ['ffmpeg']],
  ['vitest', ['ffmpeg']],
])

/** Whether the command starts services in processes of their own, which have their queue in Redis. */
function startsServices(target, targetArguments) {
  const signs = ['--services', 'vitest.services.config.ts']
  return target === 'apps/services/src/main.ts' || signs.some((sign) => targetArguments.includes(sign))
}

/** The set-up steps a command needs, in order. What generates things itself needs the dependencies alone. */
export function needsOf({ target, targetArguments }) {
  const needs = needsByTarget.get(target) ?? ['dependencies']
  return startsServices(target, targetArguments) ? [...new Set([...needs, 'redis'])] : needs
}

/**
 * Whether a command cannot do without a program of the system. Without ffmpeg the platform runs and uploads wait; the specs and
 * the demo have nothing to wait for. Without Redis the specs that need it are skipped, by name.
 */
export function requires({ target, targetArguments }, program) {
  if (program === 'redis') return startsServices(target, targetArguments)
  return requiredByTarget.get(target)?.includes(program) ?? false
}
