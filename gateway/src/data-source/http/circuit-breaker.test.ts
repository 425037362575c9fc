import { describe, expect, it } from 'vitest'

import { createCircuitBreaker } from './circuit-breaker.ts'

function createTimed() {
  let time = 0
  const breaker = createCircuitBreaker({ now: () => time, failures: 3, openMs: 1_000 })
  return { breaker, advance: (ms: number) => (time += ms) }
}

function open(breaker: ReturnType<typeof createCircuitBreaker>): void {
  for (let attempt = 0; attempt < 3; attempt += 1) breaker.fail()
}

describe('a circuit breaker', () => {
  it('lets everything through until enough attempts in a row have failed', () => {
    const { breaker } = createTimed()
    breaker.fail()
    breaker.fail()
    breaker.succeed()
    breaker.fail()
    breaker.fail()
    expect([breaker.tryPass(), breaker.state]).toEqual([true, 'closed'])
    breaker.fail()
    expect([breaker.tryPass(), breaker.state]).toEqual([false, 'open'])
  })

  it('lets one attempt through when its time is over, and no second', () => {
    const { breaker, advance } = createTimed()
    open(breaker)
    advance(999)
    expect(breaker.tryPass()).toBe(false)
    advance(1)
    expect([breaker.tryPass(), breaker.state, breaker.tryPass()]).toEqual([true, 'half-open', false])
  })

  it('closes when that attempt succeeds, and counts failures from the beginning', () => {
    const { breaker, advance } = createTimed()
    open(breaker)
    advance(1_000)
    breaker.tryPass()
    breaker.succeed()
    breaker.fail()
    expect([breaker.tryPass(), breaker.state]).toEqual([true, 'closed'])
  })

  it('opens again for the whole time when that attempt fails', () => {
    const { breaker, advance } = createTimed()
    open(breaker)
    advance(1_000)
    breaker.tryPass()
    breaker.fail()
    advance(999)
    expect([breaker.tryPass(), breaker.state]).toEqual([false, 'open'])
    advance(1)
    expect(breaker.tryPass()).toBe(true)
  })

  it('does not stay open longer for what fails late', () => {
    const { breaker, advance } = createTimed()
    open(breaker)
    advance(900)
    breaker.fail()
    advance(100)
    expect(breaker.tryPass()).toBe(true)
  })
})
