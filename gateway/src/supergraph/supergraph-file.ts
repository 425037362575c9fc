import { watch } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'

import type { SupergraphManager } from '@apollo/gateway'
import type { Logger } from 'pino'

import { loadSupergraph } from './load-supergraph.ts'
import type { LoadedSupergraph } from './load-supergraph.ts'

/** The supergraph in use, and the file it comes from. */
export interface SupergraphFile {
  current(): LoadedSupergraph
  /** True while the file holds something else, which was refused. */
  isStale(): boolean
  /** Feeds Apollo's gateway; watching begins and ends with it. */
  readonly manager: SupergraphManager
}

export interface SupergraphFileOptions {
  readonly path: string
  /** The subgraphs that can be reached. */
  readonly subgraphNames: ReadonlySet<string>
  readonly logger: Logger
}

/** A writer that replaces a file touches it several times; one reading after the last is enough. */
const settleMs = 50

/** @throws {Error} when the file cannot be read or holds no valid supergraph */
export async function openSupergraphFile(options: SupergraphFileOptions): Promise<SupergraphFile> {
  const { path, subgraphNames, logger } = options
  let current = loadSupergraph(await readFile(path, 'utf8'), subgraphNames)
  let lastRead = current.sdl

  async function reload(update: (sdl: string) => void): Promise<void> {
    try {
      const sdl = await readFile(path, 'utf8')
      if (sdl === lastRead) return
      lastRead = sdl
      if (sdl === current.sdl) return
      const next = loadSupergraph(sdl, subgraphNames)
      update(sdl)
      current = next
      logger.info({ path }, 'supergraph reloaded')
    } catch (error) {
      logger.error({ err: error, path }, 'supergraph refused; the old one stays')
    }
  }

  function startWatching(update: (sdl: string) => void): () => Promise<void> {
    let timer: NodeJS.Timeout | undefined
    // The folder, because replacing a file (editors, ConfigMaps) ends a watch on the file itself.
    const watcher = watch(dirname(path), () => {
      clearTimeout(timer)
      timer = setTimeout(() => void reload(update), settleMs)
    })
    watcher.on('error', (error) => logger.error({ err: error, path }, 'supergraph no longer watched'))
    return () => {
      clearTimeout(timer)
      watcher.close()
      return Promise.resolve()
    }
  }

  return {
    current: () => current,
    isStale: () => lastRead !== current.sdl,
    manager: {
      initialize: ({ update }) =>
        Promise.resolve({ supergraphSdl: current.sdl, cleanup: startWatching(update) }),
    },
  }
}
