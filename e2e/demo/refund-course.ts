import { randomUUID } from 'node:crypto'

import {
  EnrollmentCertificate,
  LectureText,
  OrderState,
  RefundOrder,
  VerifyCertificate,
  succeeded,
} from '@lyceum/client'
import { eventually } from '@lyceum/testkit/eventually'

import { askStranger, collectEvidence } from './ask-stranger.ts'
import type { Bought } from './buy-course.ts'
import type { Certificate } from './earn-certificate.ts'
import type { PaidCourse } from './paid-course.ts'
import type { Person } from './people.ts'
import { expectThat } from './step-runner.ts'
import type { StepRunner } from './step-runner.ts'

/** All of the money goes back: the course closes, and whoever verifies the certificate learns that it is worth nothing. */
export async function refundCourse(
  { learner, administrator }: { readonly learner: Person; readonly administrator: Person },
  { orderId, enrollmentId, lectureId }: Bought & PaidCourse,
  steps: StepRunner,
): Promise<void> {
  await steps.step('The administrator gives all of the money back', async () => {
    const input = () => ({ orderId, idempotencyKey: randomUUID() })
    const refused = await learner.client.execute(RefundOrder, { input: input() })
    const [error] = refused.refundOrder.userErrors
    expectThat(error?.code === 'REFUND_NOT_ALLOWED', 'no refund for whoever completed the course')
    succeeded((await administrator.client.execute(RefundOrder, { input: input() })).refundOrder)
    await learner.hears(({ type }) => type === 'PAYMENT_REFUNDED', 'about the refund')
    const { order } = await learner.client.execute(OrderState, { id: orderId })
    const isAllBack = order?.status === 'REFUNDED' && order.refunded.amountMinor === order.total.amountMinor
    expectThat(isAllBack, 'all of the money to be back')
    const note = order?.receipts.find(({ kind }) => kind === 'CREDIT_NOTE')
    expectThat(note !== undefined, 'a credit note')
    return { result: undefined, told: `${note?.number ?? ''}; the learner alone could not` }
  })
  await steps.step('The course closes', async () => {
    await eventually(async () => {
      const { enrollment } = await learner.client.execute(EnrollmentCertificate, { id: enrollmentId })
      expectThat(enrollment?.status === 'CANCELLED', 'a cancelled enrolment')
      const { lecture } = await learner.client.execute(LectureText, { id: lectureId })
      expectThat(lecture?.viewerCanWatch === false && lecture.textHtml === null, 'a closed lecture')
    })
    return { result: undefined, told: 'the lecture is closed again' }
  })
}

/** The holder hears of the revocation; the public page, the API, the PDF and the published list all say so. */
export async function seeRevocation(
  learner: Person,
  certificate: Certificate,
  { steps, platformUrl }: { readonly steps: StepRunner; readonly platformUrl: string },
): Promise<void> {
  await steps.step('The certificate is revoked for everybody', async () => {
    await learner.hears(({ type }) => type === 'CERTIFICATE_REVOKED', 'that the certificate is revoked')
    const page = await (await fetch(certificate.verificationUrl)).text()
    expectThat(page.includes('Revoked certificate'), 'the public page to say so')
    const { verifyCertificate } = await learner.client.execute(VerifyCertificate, { code: certificate.code })
    expectThat(verifyCertificate.status === 'REVOKED', 'the same verdict by GraphQL')
    const { status } = await fetch(certificate.pdfUrl)
    expectThat(status === 410, `no more prints, not ${status}`)
    return { result: undefined, told: 'page, API and PDF say so' }
  })
  await steps.step('The stranger sees it in the status list', async () => {
    const evidence = await collectEvidence(platformUrl, certificate.badgeUrl)
    expectThat((await askStranger(evidence)).isRevoked, 'the bit of the badge to be set')
    return { result: undefined, told: 'the bit of the badge is set' }
  })
}
