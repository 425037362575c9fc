import { describe, expect, it } from 'vitest'

import { readEnvironment } from './environment.ts'

describe('ALLOWED_ORIGINS', () => {
  it('is a list with commas, spaces around them allowed', () => {
    const { allowedOrigins } = readEnvironment({
      ALLOWED_ORIGINS: 'https://app.example.org, http://localhost:3000,',
    })
    expect(allowedOrigins).toEqual(['https://app.example.org', 'http://localhost:3000'])
  })

  it('is empty when it is not given', () => {
    expect(readEnvironment({}).allowedOrigins).toEqual([])
  })

  it.each(['*', 'app.example.org', 'https://app.example.org/', 'https://app.example.org/path', 'null'])(
    'is refused with %s, which no browser would match',
    (origin) => {
      expect(() => readEnvironment({ ALLOWED_ORIGINS: origin })).toThrow('ALLOWED_ORIGINS')
    },
  )
})

describe('STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET', () => {
  const keys = { STRIPE_SECRET_KEY: 'sk_test_123', STRIPE_WEBHOOK_SECRET: 'whsec_123' }

  it('choose Stripe, at its own address unless another one is named', () => {
    expect(readEnvironment(keys).stripe).toEqual({ secretKey: 'sk_test_123', webhookSecret: 'whsec_123' })
    const { stripe } = readEnvironment({ ...keys, STRIPE_HOST: 'http://127.0.0.1:12111' })
    expect(stripe).toMatchObject({ host: '127.0.0.1', port: 12_111, protocol: 'http' })
  })

  it('choose the sandbox when neither is given, and nothing when one is', () => {
    expect(readEnvironment({ STRIPE_SECRET_KEY: '' }).stripe).toBeNull()
    expect(() => readEnvironment({ STRIPE_SECRET_KEY: 'sk_test_123' })).toThrow('STRIPE_WEBHOOK_SECRET')
    expect(() => readEnvironment({ ...keys, STRIPE_HOST: 'stripe.example' })).toThrow('STRIPE_HOST')
  })
})
