import { describe, expect, it } from 'vitest'

import { replayDeadLettersCommand } from './replay-dead-letters.ts'

const command = replayDeadLettersCommand(['courses', 'payments'])
const subgraphs = [
  { name: 'users' },
  { name: 'courses', replayDeadLetters: () => Promise.resolve({ replayed: 1, failed: 1 }) },
  { name: 'payments', replayDeadLetters: () => Promise.resolve({ replayed: 2, failed: 0 }) },
]

describe('replay-dead-letters', () => {
  it('is for every subgraph that listens, and alarms where one letter fails again', async () => {
    expect(await command.read([])(subgraphs)).toEqual({
      lines: ['courses: 1 replayed, 1 failed again', 'payments: 2 replayed, 0 failed again'],
      isAlarm: true,
    })
  })

  it('leaves alone whom nobody named', async () => {
    expect(await command.read(['--subgraph', 'payments'])(subgraphs)).toEqual({
      lines: ['payments: 2 replayed, 0 failed again'],
      isAlarm: false,
    })
  })

  it('knows its subgraphs before anything is opened', () => {
    expect(() => command.read(['--subgraph', 'users'])).toThrow('--subgraph is one of courses, payments')
  })
})
