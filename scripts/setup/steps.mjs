import { existsSync, readFileSync } from 'node:fs'
import { digest, filesBelow, foldersIn } from './files.mjs'
import { fromRoot } from './root.mjs'
import { run, runScript } from './spawn.mjs'

const workspaceFolders = ['gateway', 'prisma', 'e2e']
const workspaceParents = ['subgraphs', 'workers', 'packages', 'apps']

/** A step is due when the digest of its inputs is not the stamped one or an output is missing. */
export const steps = {
  dependencies: {
    title: 'dependencies',
    isVerbose: true,
    fingerprint: () => `${process.platform}-${process.arch}-${digest(manifests())}`,
    isDone: () => existsSync(fromRoot('node_modules/.modules.yaml')),
    work: installDependencies,
  },
  prisma: {
    title: 'database clients',
    fingerprint: () => digest([...prismaSchemas(), ...filesBelow('prisma/src'), 'pnpm-workspace.yaml']),
    isDone: () => prismaSchemas().every((schema) => existsSync(fromRoot(schema, '../generated'))),
    work: () => runScript('prisma/src/main.ts', ['generate']),
  },
  documents: {
    title: 'typed documents',
    fingerprint: () => digest([...documentInputs(), 'codegen.ts', 'pnpm-workspace.yaml']),
    isDone: () => documentFolders().every((folder) => existsSync(fromRoot(folder, 'generated'))),
    work: () => runScript('scripts/generate.ts', ['documents']),
  },
  playground: {
    title: 'playground bundle',
    fingerprint: () => digest([...filesBelow('packages/playground'), 'pnpm-workspace.yaml']),
    isDone: () => existsSync(fromRoot('packages/playground/dist/playground.js')),
    work: () => run(process.execPath, [fromRoot('packages/playground/build.mjs')]),
  },
}

function installDependencies() {
  const { packageManager } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8'))
  // pnpm asks before it replaces a node_modules of another layout; nobody is there to answer.
  const installArguments = ['install', '--frozen-lockfile', '--config.confirmModulesPurge=false']
  return run('npx', ['--yes', packageManager, ...installArguments], {
    isVerbose: true,
    advice: `If a package.json was edited, run: npx ${packageManager} install\nOtherwise try again: it goes on where it stopped.`,
  })
}

function manifests() {
  const folders = [...workspaceFolders, ...workspaceParents.flatMap(foldersIn)]
  return [
    'package.json',
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    ...folders.map((folder) => `${folder}/package.json`),
  ]
}

function prismaSchemas() {
  return foldersIn('prisma')
    .map((folder) => `${folder}/schema.prisma`)
    .filter((path) => existsSync(fromRoot(path)))
}

function documentInputs() {
  const folders = foldersIn('subgraphs')
  const schemas = folders.map((folder) => `${folder}/schema.graphql`)
  const specs = folders.flatMap((folder) => filesBelow(`${folder}/test`))
  return [
    'supergraph.graphql',
    'supergraph.yaml',
    ...filesBelow('e2e'),
    ...filesBelow('packages/client/src'),
    ...schemas,
    ...specs,
  ]
}

/** Where code imports typed documents and the schema they are made of is there. */
function documentFolders() {
  const candidates = [
    { folder: 'e2e', schema: 'supergraph.graphql' },
    { folder: 'packages/client/src', schema: 'supergraph.graphql' },
    ...foldersIn('subgraphs').map((path) => ({ folder: `${path}/test`, schema: `${path}/schema.graphql` })),
  ]
  return candidates
    .filter(({ folder, schema }) => existsSync(fromRoot(schema)) && filesBelow(folder).some(importsDocuments))
    .map(({ folder }) => folder)
}

function importsDocuments(path) {
  return path.endsWith('.ts') && readFileSync(fromRoot(path), 'utf8').includes('generated/index.ts')
}
