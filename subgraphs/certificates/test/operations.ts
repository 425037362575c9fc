export const myCertificates = /* GraphQL */ `
  query {
    myCertificates {
      edges {
        node {
          id
          serial
          status
          code
          holderName
          courseTitle
          instructorNames
          scorePercent
          revocationReason
          verificationUrl
          pdfUrl
          badgeUrl
          course {
            id
          }
          user {
            id
          }
          editions {
            number
            code
            holderName
            reason
            endedAt
          }
        }
      }
    }
  }
`

export const verifyCertificate = /* GraphQL */ `
  query ($code: String!) {
    verifyCertificate(code: $code) {
      status
      serial
      holderName
      courseTitle
      issuerName
    }
  }
`

export const revokeCertificate = /* GraphQL */ `
  mutation ($input: RevokeCertificateInput!) {
    revokeCertificate(input: $input) {
      certificate {
        id
        status
        revocationReason
      }
      userErrors {
        code
        path
      }
    }
  }
`

export const reissueCertificate = /* GraphQL */ `
  mutation ($input: ReissueCertificateInput!) {
    reissueCertificate(input: $input) {
      certificate {
        id
        serial
        status
        code
        holderName
      }
      userErrors {
        code
        path
      }
    }
  }
`

export const setCertificateTemplate = /* GraphQL */ `
  mutation ($input: SetCertificateTemplateInput!) {
    setCertificateTemplate(input: $input) {
      template {
        design
        issuerName
        statement
        accentColor
        isScoreShown
      }
      userErrors {
        code
        path
      }
    }
  }
`
