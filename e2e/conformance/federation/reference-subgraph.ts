import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'

import { parse } from 'graphql'
import type { DocumentNode } from 'graphql'

import { suiteFolder } from './run-suite.ts'

/** A subgraph that the suite brings along, in a process of its own. */
export interface ReferenceSubgraph extends AsyncDisposable {
  readonly name: string
  readonly url: string
  readonly typeDefs: DocumentNode
}

/** Starts it on a free port. */
export async function startReferenceSubgraph(name: 'users' | 'inventory'): Promise<ReferenceSubgraph> {
  const folder = `${suiteFolder}/dist/subgraphs/${name}`
  const port = await findFreePort()
  const child = spawn(process.execPath, ['index.js'], {
    cwd: folder,
    env: { [`${name.toUpperCase()}_PORT`]: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const ready = once(createInterface({ input: child.stdout }), 'line')
  await Promise.race([ready, exited.then(() => Promise.reject(new Error(`The subgraph ${name} ended`)))])
  return {
    name,
    url: `http://localhost:${port}/`,
    typeDefs: parse(await readFile(`${folder}/${name}.graphql`, 'utf8')),
    async [Symbol.asyncDispose]() {
      child.kill()
      await exited
    },
  }
}

/** The subgraphs take a number, not zero. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
