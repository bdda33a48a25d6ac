/** A key that the gateways of these tests admit. */
export const key = "chaos-0123456789abcdef";
