const orderFields = /* GraphQL */ `
  id
  status
  paymentStatus
  checkoutUrl
  voucherNumber
  failureReason
  expiresAt
  subtotal {
    amountMinor
    currency
  }
  discount {
    amountMinor
  }
  total {
    amountMinor
    currency
  }
  refunded {
    amountMinor
  }
  items {
    title
    price {
      amountMinor
    }
    amount {
      amountMinor
    }
    course {
      id
    }
  }
  refunds {
    status
    reason
    amount {
      amountMinor
    }
  }
  receipts {
    kind
    number
    url
    amount {
      amountMinor
    }
  }
  disputes {
    status
    amount {
      amountMinor
    }
  }
`

export const orderQuery = /* GraphQL */ `
  query ($id: ID!) {
    order(id: $id) {
      ${orderFields}
    }
  }
`

export const myOrders = /* GraphQL */ `
  query ($first: Int) {
    myOrders(first: $first) {
      edges {
        node {
          ${orderFields}
        }
      }
    }
  }
`

export const createCheckout = /* GraphQL */ `
  mutation ($input: CreateCheckoutInput!) {
    createCheckout(input: $input) {
      order {
        ${orderFields}
      }
      userErrors {
        code
        path
        ... on CheckoutOpenError {
          order {
            id
          }
        }
      }
    }
  }
`

export const cancelOrder = /* GraphQL */ `
  mutation ($input: CancelOrderInput!) {
    cancelOrder(input: $input) {
      order {
        status
      }
      userErrors {
        code
      }
    }
  }
`

export const refundOrder = /* GraphQL */ `
  mutation ($input: RefundOrderInput!) {
    refundOrder(input: $input) {
      refund {
        id
        status
        amount {
          amountMinor
          currency
        }
      }
      userErrors {
        code
      }
    }
  }
`

export const createCoupon = /* GraphQL */ `
  mutation ($input: CreateCouponInput!) {
    createCoupon(input: $input) {
      coupon {
        id
        code
        usageCount
      }
      userErrors {
        code
        path
      }
    }
  }
`
