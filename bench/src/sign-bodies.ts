/** Bodies of which the signed string has about so many bytes. */
export const signBodies = {
  "250 B": JSON.stringify({ appkey: "a", phone: "84912345678", templateData: { code: "x".repeat(90) } }),
  "450 B, Vietnamese": JSON.stringify({
    appkey: "a",
    phone: "84912345678",
    name: "Đơn hàng của quý khách đã ".repeat(8),
  }),
};
