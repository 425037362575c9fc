import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { importDemo } from './import-demo.ts'
import type { DemoOptions, DemoTarget } from './import-demo.ts'

export interface FillOptions extends DemoOptions {
  /** Where the mark is left. */
  readonly dataFolder: string
  readonly isWanted: boolean
}

/**
 * Imports the demo data once: a mark in the data folder says that it was done, or that it was not wanted.
 * @returns whether the platform has it
 */
export async function fillOnFirstStart(platform: DemoTarget, options: FillOptions): Promise<boolean> {
  const { dataFolder, isWanted, ...demo } = options
  const [filled, empty] = [join(dataFolder, 'demo-data'), join(dataFolder, 'no-demo-data')]
  if (existsSync(filled)) return true
  if (existsSync(empty)) return false
  if (isWanted) await importDemo(platform, demo)
  await writeFile(isWanted ? filled : empty, `${new Date().toISOString()}\n`)
  return isWanted
}
