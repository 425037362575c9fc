import { readFile, rename, writeFile } from 'node:fs/promises'

import { eventually } from '@lyceum/testkit'
import { describe, expect, it } from 'vitest'

import { compose, createWorld } from './fixture/world.ts'

const query = '{ messages { text author { name } } }'
const answer = { data: { messages: [{ text: 'hello', author: { name: 'ADA' } }] } }
const health = async (url: string) => (await (await fetch(`${url}/health`)).json()) as { status: string }

describe('the supergraph file', () => {
  it('is taken over when it changes, also while it is replaced by rename', async () => {
    await using world = await createWorld()
    expect((await world.post({ query: '{ badge { id } }' })).body.errors).toBeUndefined()
    const next = `${world.supergraphFile}.next`
    await writeFile(next, compose([world.users, world.chat]))
    await rename(next, world.supergraphFile)
    await eventually(async () => {
      expect((await world.post({ query: '{ badge { id } }' })).status).toBe(400)
    })
    expect((await world.post({ query })).body).toEqual(answer)
  })

  it.each([
    ['no GraphQL', 'type Query {'],
    ['no supergraph', 'type Query { a: Int }'],
    ['empty', ''],
  ])('is refused when it is broken (%s); the old one stays until it is mended', async (_name, broken) => {
    await using world = await createWorld()
    const good = await readFile(world.supergraphFile, 'utf8')
    await writeFile(world.supergraphFile, broken)
    await eventually(() => {
      expect(world.log).toContainEqual(
        expect.objectContaining({ msg: 'supergraph refused; the old one stays' }),
      )
    })
    expect((await world.post({ query })).body).toEqual(answer)
    expect(await health(world.url)).toMatchObject({ status: 'degraded' })

    await writeFile(world.supergraphFile, good)
    await eventually(async () => expect(await health(world.url)).toMatchObject({ status: 'healthy' }))
    expect((await world.post({ query })).body).toEqual(answer)
  })

  it('is refused when it names a subgraph that cannot be reached', async () => {
    await using world = await createWorld()
    const stranger = { ...world.badges, name: 'stranger' }
    await writeFile(world.supergraphFile, compose([world.users, world.chat, stranger]))
    await eventually(() => {
      expect(world.log).toContainEqual(
        expect.objectContaining({ msg: 'supergraph refused; the old one stays' }),
      )
    })
    expect((await world.post({ query: '{ badge { id } }' })).body.errors).toBeUndefined()
  })
})
