import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { EnrollmentCertificate, VerifyCertificate, present } from '@lyceum/client'
import type { DataOf } from '@lyceum/client'

import { askStranger, collectEvidence, isForgeryNoticed } from './ask-stranger.ts'
import { courseTitle } from './paid-course.ts'
import type { Person } from './people.ts'
import { expectThat } from './step-runner.ts'
import type { StepRunner } from './step-runner.ts'

export type Certificate = NonNullable<
  NonNullable<DataOf<typeof EnrollmentCertificate>['enrollment']>['certificate']
>

export interface EarnOptions {
  readonly steps: StepRunner
  /** For what is printed. */
  readonly folder: string
  readonly platformUrl: string
  readonly enrollmentId: string
}

/** The learner has read everything and passed: the certificate comes, is printed, and a stranger believes it. */
export async function earnCertificate(
  learner: Person,
  { steps, folder, platformUrl, enrollmentId }: EarnOptions,
): Promise<Certificate> {
  const certificate = await steps.step('The course is completed, a certificate is issued', async () => {
    await learner.hears(({ type }) => type === 'CERTIFICATE_ISSUED', 'about the certificate')
    const { enrollment } = await learner.client.execute(EnrollmentCertificate, { id: enrollmentId })
    expectThat(enrollment?.status === 'COMPLETED', 'a completed enrolment')
    const issued = present(enrollment?.certificate, 'certificate')
    expectThat(issued.status === 'VALID' && issued.holderName === learner.name, "the holder's name")
    return { result: issued, told: issued.serial }
  })
  await steps.step('It is printed', async () => {
    const response = await fetch(certificate.pdfUrl)
    const pdf = Buffer.from(await response.arrayBuffer())
    expectThat(response.ok && pdf.subarray(0, 5).toString() === '%PDF-', 'a PDF')
    const file = join(folder, 'certificate.pdf')
    await writeFile(file, pdf)
    const words = await readWords(file)
    const isNamed = words === null || (words.includes(learner.name) && words.includes(courseTitle))
    expectThat(isNamed, `${learner.name} and the course on paper, not ${words ?? 'nothing'}`)
    const told = words === null ? 'not read, pdftotext is missing' : `names ${learner.name} and the course`
    return { result: undefined, told: `${Math.round(pdf.length / 1_024)} KiB, ${told}` }
  })
  await steps.step('Anybody can look whether it is valid', async () => {
    const page = await fetch(certificate.verificationUrl)
    const html = await page.text()
    expectThat(page.ok && html.includes('Valid certificate') && html.includes(learner.name), 'a valid page')
    const { verifyCertificate } = await learner.client.execute(VerifyCertificate, { code: certificate.code })
    expectThat(verifyCertificate.status === 'VALID', 'the same verdict by GraphQL')
    return { result: undefined, told: 'valid' }
  })
  await steps.step('A stranger verifies the badge offline', async () => {
    const evidence = await collectEvidence(platformUrl, certificate.badgeUrl)
    const { isRevoked, holderName, achievement } = await askStranger(evidence)
    expectThat(!isRevoked && holderName === learner.name && achievement === courseTitle, 'a badge that holds')
    expectThat(await isForgeryNoticed(evidence), 'a changed badge to be noticed')
    return { result: undefined, told: 'knows only the published key; notices a forgery' }
  })
  return certificate
}

/** The words of a PDF; null where `pdftotext` is not installed. */
async function readWords(file: string): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('pdftotext', [file, '-'])
    return stdout.replaceAll(/\s+/g, ' ')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
