/** A set of modules and why they may not be imported where it applies. */
interface Restriction {
  readonly group: readonly string[]
  readonly message: string
}

const insides: Restriction = {
  group: ['@lyceum/*/src', '@lyceum/*/src/**'],
  message: 'A package is imported by what it exports.',
}
const prisma: Restriction = {
  group: ['@prisma/*', '@lyceum/prisma', '@lyceum/prisma/*'],
  message: 'Only repositories and composition roots see Prisma.',
}
const bullmq: Restriction = {
  group: ['bullmq', 'bullmq/*'],
  message: 'Queues belong to packages/events and the workers.',
}
const ffmpeg: Restriction = { group: ['fluent-ffmpeg'], message: 'ffmpeg belongs to workers/transcoder.' }
const outsideWorld: Restriction = {
  group: ['@google-cloud/*', 'stripe', 'stripe/*', 'nodemailer', 'nodemailer/*'],
  message: 'The outside world is reached through packages/ports.',
}
const graphql: Restriction = {
  group: ['graphql', 'graphql/*', 'type-graphql', 'type-graphql/*', 'graphql-scalars'],
  message: 'Use-cases, policies and repositories do not know GraphQL.',
}
const sleeping: Restriction = {
  group: ['node:timers', 'node:timers/promises', 'timers', 'timers/promises'],
  message: 'Tests wait for events, or poll with eventually() of @lyceum/testkit.',
}

const testSuffixes = ['.test.ts', '.spec.ts', '.e2e.ts']

const everywhere = [insides, prisma, bullmq, ffmpeg, outsideWorld]
const without = (...allowed: readonly Restriction[]) =>
  everywhere.filter((restriction) => !allowed.includes(restriction))

/** Which restrictions hold for which files. */
export interface ImportBoundary {
  readonly files: readonly string[]
  readonly restrictions: readonly Restriction[]
}

/** From the general to the particular: of all that match a file, the last one holds, and it alone. */
export function listImportBoundaries(subgraphs: readonly string[]): readonly ImportBoundary[] {
  const neighbours: Restriction = {
    group: subgraphs.flatMap((name) => [`@lyceum/${name}`, `@lyceum/${name}/*`]),
    message: 'A subgraph never imports another: data crosses as an entity reference or an event.',
  }
  const rolesWithGraphql = 'type,resolver,reference,inputs,payloads,operations,errors,stub'
  const areas: readonly ImportBoundary[] = [
    { files: ['**/*.ts'], restrictions: everywhere },
    { files: ['packages/ports/**/*.ts'], restrictions: without(outsideWorld) },
    { files: ['packages/events/**/*.ts'], restrictions: without(bullmq) },
    {
      files: ['packages/{service,testkit}/**/*.ts', 'prisma/**/*.ts', 'apps/**/*.ts'],
      restrictions: without(prisma),
    },
    { files: ['packages/testkit/src/stripe-fake/**/*.ts'], restrictions: without(outsideWorld) },
    { files: ['packages/events/test/**/*.ts'], restrictions: without(bullmq, prisma) },
    { files: ['workers/**/*.ts'], restrictions: without(bullmq) },
    { files: ['workers/transcoder/**/*.ts'], restrictions: without(bullmq, ffmpeg) },
    { files: ['subgraphs/**/*.ts'], restrictions: [...everywhere, neighbours] },
  ]
  const layers: readonly ImportBoundary[] = [
    {
      files: ['subgraphs/*/src/*/*-*.ts', 'subgraphs/*/src/**/*.policy.ts'],
      restrictions: [...everywhere, neighbours, graphql],
    },
    {
      files: [`subgraphs/*/src/**/*.{${rolesWithGraphql}}.ts`],
      restrictions: [...everywhere, neighbours],
    },
    {
      files: ['subgraphs/*/src/**/*.repository.ts'],
      restrictions: [...without(prisma), neighbours, graphql],
    },
    {
      files: ['subgraphs/*/src/{subgraph,main}.ts'],
      restrictions: [...without(prisma), neighbours],
    },
  ]
  return [...areas, ...layers, ...areas.map(toTests)]
}

/** The same boundary for the tests among its files. */
function toTests({ files, restrictions }: ImportBoundary): ImportBoundary {
  const tests = files.flatMap((file) => testSuffixes.map((suffix) => file.replace(/\.ts$/, suffix)))
  return { files: tests, restrictions: [...restrictions, sleeping] }
}
