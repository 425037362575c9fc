import { graphql } from '../generated/index.ts'

export const EnrollmentCertificate = graphql(`
  query EnrollmentCertificate($id: ID!) {
    enrollment(id: $id) {
      status
      certificate {
        code
        serial
        status
        holderName
        verificationUrl
        pdfUrl
        badgeUrl
      }
    }
  }
`)

export const VerifyCertificate = graphql(`
  query VerifyCertificate($code: String!) {
    verifyCertificate(code: $code) {
      status
      holderName
      courseTitle
    }
  }
`)
