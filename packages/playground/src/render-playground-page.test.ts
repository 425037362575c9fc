import { describe, expect, it } from 'vitest'
import { playgroundContentSecurityPolicy, renderPlaygroundPage } from './render-playground-page.ts'

const config = {
  endpoint: '/graphql',
  subscriptionEndpoint: '/graphql',
  assetsPath: '/playground',
  examples: [],
}

describe('the playground page', () => {
  it('names no other origin', () => {
    expect(renderPlaygroundPage(config)).not.toMatch(/https?:|\/\//)
    expect(playgroundContentSecurityPolicy).not.toMatch(/https?:|\*/)
  })

  it('carries its configuration through any text of an example', () => {
    const examples = [{ title: '</script><script>alert(1)</script>', query: '{ whoami { id } }' }]
    const page = renderPlaygroundPage({ ...config, examples })
    const json = /id="playground-config">(.*?)<\/script>/.exec(page)?.[1] ?? ''
    expect(JSON.parse(json)).toEqual({ ...config, examples })
  })
})
