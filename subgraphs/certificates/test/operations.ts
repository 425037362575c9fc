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
        source
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

export const removeCertificateTemplate = /* GraphQL */ `
  mutation ($input: RemoveCertificateTemplateInput!) {
    removeCertificateTemplate(input: $input) {
      template {
        source
        issuerName
      }
      userErrors {
        code
      }
    }
  }
`

export const setProgramTemplate = /* GraphQL */ `
  mutation ($input: SetProgramCertificateTemplateInput!) {
    setProgramCertificateTemplate(input: $input) {
      template {
        source
        issuerName
      }
      userErrors {
        code
        path
      }
    }
  }
`

export const removeProgramTemplate = /* GraphQL */ `
  mutation ($input: RemoveProgramCertificateTemplateInput!) {
    removeProgramCertificateTemplate(input: $input) {
      isRemoved
      userErrors {
        code
      }
    }
  }
`

export const readTemplates = /* GraphQL */ `
  query ($representations: [_Any!]!) {
    _entities(representations: $representations) {
      ... on Course {
        certificateTemplate {
          source
          issuerName
        }
      }
      ... on Program {
        certificateTemplate {
          source
          issuerName
        }
      }
    }
  }
`
