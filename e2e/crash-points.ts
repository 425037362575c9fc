import { handedOver } from './harness/hold-point.ts'
import type { HoldPoint } from './harness/hold-point.ts'

/** The payer has paid, and the first webhook is not kept yet. */
export const beforeWebhookKept: HoldPoint = {
  name: 'webhook_kept',
  table: 'payments.webhook_delivery',
  operation: 'INSERT',
  when: 'true',
}

/** From a kept webhook to an open course: each the first statement of a step. */
export const stepsToCourse: readonly HoldPoint[] = [
  {
    name: 'capture_booked',
    table: 'payments.ledger_entry',
    operation: 'INSERT',
    when: `NEW.kind = 'CAPTURE'`,
  },
  { name: 'receipt_numbered', table: 'payments.receipt', operation: 'INSERT', when: 'true' },
  {
    name: 'payment_said',
    table: 'payments.outbox_event',
    operation: 'INSERT',
    when: `NEW.type = 'payment.succeeded'`,
  },
  {
    name: 'webhook_processed',
    table: 'payments.webhook_delivery',
    operation: 'UPDATE',
    when: 'NEW.processed_at IS NOT NULL',
  },
  {
    name: 'payment_relayed',
    table: 'payments.outbox_event',
    operation: 'UPDATE',
    when: handedOver('payment.succeeded'),
  },
  {
    name: 'payment_heard',
    table: 'enrollments.inbox_event',
    operation: 'INSERT',
    when: `NEW.type = 'payment.succeeded'`,
  },
  {
    name: 'activation_said',
    table: 'enrollments.outbox_event',
    operation: 'INSERT',
    when: `NEW.type = 'enrollment.activated'`,
  },
  {
    name: 'activation_relayed',
    table: 'enrollments.outbox_event',
    operation: 'UPDATE',
    when: handedOver('enrollment.activated'),
  },
]

/** From the last lecture to a certificate that everybody heard of. */
export const stepsToCertificate: readonly HoldPoint[] = [
  {
    name: 'enrolment_completed',
    table: 'enrollments.enrollment',
    operation: 'UPDATE',
    when: `NEW.status = 'COMPLETED' AND OLD.status <> 'COMPLETED'`,
  },
  {
    name: 'completion_relayed',
    table: 'enrollments.outbox_event',
    operation: 'UPDATE',
    when: handedOver('enrollment.completed'),
  },
  { name: 'certificate_issued', table: 'certificates.certificate', operation: 'INSERT', when: 'true' },
  {
    name: 'certificate_said',
    table: 'certificates.outbox_event',
    operation: 'INSERT',
    when: `NEW.type = 'certificate.issued'`,
  },
  {
    name: 'certificate_relayed',
    table: 'certificates.outbox_event',
    operation: 'UPDATE',
    when: handedOver('certificate.issued'),
  },
]
