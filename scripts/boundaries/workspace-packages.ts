import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { z } from 'zod'
import { listSourceFiles } from '../list-source-files.ts'
import { fromRoot } from '../root.ts'
import { findImports } from './find-imports.ts'
import type { Import } from './find-imports.ts'

const dependencies = z.record(z.string(), z.string()).default({})
const manifestSchema = z.object({
  name: z.string(),
  exports: z.record(z.string(), z.unknown()).default({}),
  dependencies,
  devDependencies: dependencies,
})

/** A package of the workspace: what it declares and what its code imports. */
export interface WorkspacePackage {
  readonly name: string
  /** From the root; empty for the root itself. */
  readonly folder: string
  readonly exports: readonly string[]
  readonly declared: readonly string[]
  readonly imports: readonly Import[]
}

const parents = ['subgraphs', 'workers', 'packages', 'apps']
const singles = ['gateway', 'prisma', 'e2e']
const rootConfigurations = ['codegen.ts', 'vitest.config.ts']

/** Every package with a package.json, the root included. */
export function readWorkspacePackages(): readonly WorkspacePackage[] {
  const children = parents.flatMap((parent) =>
    existsSync(fromRoot(parent)) ? readdirSync(fromRoot(parent)).map((name) => `${parent}/${name}`) : [],
  )
  const folders = [...singles, ...children].filter((folder) => existsSync(fromRoot(`${folder}/package.json`)))
  return [
    readPackage('', [...rootConfigurations, ...['deploy', 'scripts'].flatMap(listSourceFiles)]),
    ...folders.map((folder) => readPackage(folder, listSourceFiles(folder))),
  ]
}

function readPackage(folder: string, files: readonly string[]): WorkspacePackage {
  const path = fromRoot(folder === '' ? 'package.json' : `${folder}/package.json`)
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  return {
    name: manifest.name,
    folder,
    exports: Object.keys(manifest.exports),
    declared: Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }),
    imports: files.flatMap((file) => findImports(file, readFileSync(fromRoot(file), 'utf8'))),
  }
}
