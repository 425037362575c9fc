import { describe, expect, it } from 'vitest'

import { PaymentStatus } from '../order/order.ts'
import { mergeDisputeStatus, mergePaymentStatus } from './merge-status.ts'

describe('news of a payment', () => {
  it('ends the same in whatever order it comes', () => {
    const news = ['OPEN', 'PROCESSING', 'EXPIRED', 'SUCCEEDED'] as const
    for (const first of news) {
      for (const second of news) {
        const forth = mergePaymentStatus(mergePaymentStatus(PaymentStatus.UNKNOWN, first), second)
        const back = mergePaymentStatus(mergePaymentStatus(PaymentStatus.UNKNOWN, second), first)
        expect(forth).toBe(back)
      }
    }
  })

  it('lets money that arrived win over everything', () => {
    expect(mergePaymentStatus(PaymentStatus.FAILED, 'SUCCEEDED')).toBe('SUCCEEDED')
    expect(mergePaymentStatus(PaymentStatus.SUCCEEDED, 'EXPIRED')).toBe('SUCCEEDED')
  })

  it('keeps a dispute that was decided', () => {
    expect([mergeDisputeStatus('OPEN', 'LOST'), mergeDisputeStatus('WON', 'OPEN')]).toEqual(['LOST', 'WON'])
  })
})
