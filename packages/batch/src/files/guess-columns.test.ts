import { describe, expect, it } from "vitest";
import { guessColumns } from "./index.ts";

const guess = (...headings: string[]) =>
  guessColumns(headings).map(({ field = "-", isCertain }) => `${field}${isCertain ? "" : "?"}`);

describe("a column", () => {
  it.each([
    [
      "phone",
      [
        "SĐT",
        "sdt",
        "Số điện thoại",
        "SỐ ĐIỆN THOẠI",
        "so_dien_thoai",
        "Điện thoại",
        "Phone",
        "phoneNumber",
        "SĐT người nhận",
        "SĐT khách hàng",
        "Mobile",
        " Số  ĐT ",
      ],
    ],
    ["reference", ["Mã đơn", "Mã đơn hàng", "MÃ VẬN ĐƠN", "orderCode", "Order ID", "tracking_number", "Reference"]],
    ["templateId", ["templateId", "Template ID", "Mã mẫu tin"]],
    ["countryCode", ["Quốc gia", "country_code"]],
    ["sendAt", ["sendAt", "Giờ gửi tin"]],
    ["notAfter", ["notAfter"]],
  ])("is certainly %s by its heading, however it is written", (field, headings) => {
    for (const heading of headings)
      for (const form of ["NFC", "NFD"]) expect(guess(heading.normalize(form)), heading).toEqual([field]);
  });

  it.each([
    ["SĐT người gửi", "phone?"],
    ["Hotline / phone", "phone?"],
    ["Mã hóa đơn", "reference?"],
    ["Mã phiếu", "reference?"],
    ["Ngày gửi", "sendAt?"],
    ["Tên khách", "-?"],
    ["Số tiền", "-?"],
    ["Telephoto", "-?"],
  ])("%s is %s", (heading, expected) => {
    expect(guess(heading)).toEqual([expected]);
  });

  it("is certain for no field that another column could be, too", () => {
    expect(guess("SĐT", "Phone", "Mã đơn")).toEqual(["phone?", "phone?", "reference"]);
    expect(guess("SĐT", "SĐT người gửi")).toEqual(["phone", "phone?"]);
  });

  it("of a result file is none, nor is one without a heading", () => {
    expect(guess("SĐT", "", "messageId", "state", "reason")).toEqual(["phone"]);
    expect(guess("SĐT", "state")).toEqual(["phone", "-?"]);
  });
});
