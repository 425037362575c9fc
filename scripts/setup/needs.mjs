const everything = ['dependencies', 'prisma', 'documents', 'playground', 'ffmpeg']

const needsByTarget = new Map([
  ['apps/all-in-one/src/main.ts', everything],
  ['e2e/demo/main.ts', everything],
  ['vitest', everything],
  ['apps/all-in-one/src/admin/main.ts', ['dependencies', 'prisma']],
  ['scripts/check.ts', ['dependencies', 'prisma', 'documents']],
])

const targetsThatCannotDoWithoutFfmpeg = new Set(['e2e/demo/main.ts', 'vitest'])

/** The set-up steps a target needs, in order. What generates things itself needs the dependencies alone. */
export function needsOf(target) {
  return needsByTarget.get(target) ?? ['dependencies']
}

/** Without ffmpeg the platform runs and uploads wait; the specs and the demo have nothing to wait for. */
export function requiresFfmpeg(target) {
  return targetsThatCannotDoWithoutFfmpeg.has(target)
}
