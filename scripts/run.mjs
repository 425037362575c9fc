#!/usr/bin/env node
/**
 * Every npm script of the root goes through here: `node scripts/run.mjs TARGET [arguments]`.
 * It brings the working copy up to date (nothing is done when nothing changed), then becomes TARGET:
 * a `*.ts` file runs under tsx, any other word is a program of node_modules/.bin.
 * It works on a fresh clone, so it and scripts/setup/ use nothing but Node.
 */
import { nodeVersionProblem } from './setup/node-version.mjs'

const problem = nodeVersionProblem(process.versions.node)
if (problem !== null) {
  process.stderr.write(`${problem}\n`)
  process.exit(1)
}

const [target, ...targetArguments] = process.argv.slice(2)
if (target === undefined) {
  process.stderr.write('Usage: node scripts/run.mjs FILE.ts|PROGRAM [arguments]\n')
  process.exit(64)
}

const { prepare } = await import('./setup/prepare.mjs')
const { launch } = await import('./setup/launch.mjs')
const { SetupError } = await import('./setup/setup-error.mjs')

try {
  await prepare({ target, targetArguments })
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  process.stderr.write(`\n${error.message}\n`)
  process.exit(1)
}
await launch(target, targetArguments)
