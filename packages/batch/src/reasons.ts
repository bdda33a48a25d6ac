import type { ErrorCode, Issue } from "@nxzalo/core/errors";
import { isNxZaloError } from "@nxzalo/core/errors";
import type { MessageState } from "@nxzalo/core/journeys";
import { errorText, issueText } from "@nxzalo/core/vi";
import type { BatchReason } from "./types.ts";

/** What a batch itself says of a row, in English and in Vietnamese; all else has its text where it comes from. */
const texts = {
  row_repeated: ["is the same as an earlier row, which is sent once", "Trùng với một dòng trước: chỉ gửi một lần."],
  reference_repeated: [
    "has the reference of an earlier row with other content: give each message a reference of its own, or send it in another batch with an occasion",
    "Trùng mã đơn với một dòng trước nhưng khác nội dung: hãy dùng mã đơn riêng, hoặc gửi ở đợt khác.",
  ],
  reference_similar: [
    "has a reference that differs from an earlier row's by case, tones or spaces alone: check that these are two",
    "Mã đơn gần giống một dòng trước (chữ hoa, dấu, khoảng trắng): hãy kiểm tra có phải hai mã đơn khác nhau không.",
  ],
  content_changed: [
    "was sent before with other content: it is not sent again, unless with an occasion",
    "Đã gửi trước đây với nội dung khác: không gửi lại, trừ khi gửi thành đợt mới.",
  ],
  not_sent_again: [
    "waited, and was cancelled, expired or replaced by a newer message: it is not sent again, unless with an occasion",
    "Tin đã chờ rồi bị hủy, quá hạn hoặc bị tin mới thay: không gửi lại, trừ khi gửi thành đợt mới.",
  ],
  outcome_unknown: [
    "may have been sent, and no receipt has told: it is not sent again until a person decides so",
    "Có thể đã gửi, chưa có báo nhận nào: không gửi lại cho đến khi có người quyết định.",
  ],
  recipient_suppressed: [
    "is to a recipient who is not to be written to: lift that first",
    "Người nhận đang bị chặn gửi: hãy bỏ chặn trước.",
  ],
  body_too_large: ["is larger than 64 KiB: shorten its values", "Tin quá lớn (hơn 64 KiB): hãy rút ngắn các giá trị."],
  batch_stopped: [
    "was not sent, since the batch was stopped: run it again, and it goes on",
    "Chưa gửi vì đợt gửi đã dừng: hãy chạy lại để gửi tiếp.",
  ],
  aborted: ["was stopped: run it again, and it goes on", "Đã dừng: hãy chạy lại để gửi tiếp."],
} as const;

/** Whether a message waited, and will never be sent by its key. */
export const isNeverSent = (state: MessageState | undefined): boolean =>
  state === "cancelled" || state === "expired" || state === "superseded";

/** What a batch itself says of a row. */
export type OwnReason = keyof typeof texts;

/** A reason of the batch's own; `row` is the earlier row that it is about. */
export function ownReason(code: OwnReason, row?: number): BatchReason {
  const [message, vietnamese] = texts[code];
  return { code, message, vietnamese, ...(row !== undefined && { row }) };
}

/** The first of what is wrong with one field is enough to mend it. */
export function issueReason(issues: readonly Issue[]): BatchReason {
  const [issue = { path: [], code: "invalid", message: "is not valid" }] = issues;
  const { code, message, path } = issue;
  return { code, message, vietnamese: issueText(issue), path };
}

const withHint = (message: string, hint: string | undefined) => (hint === undefined ? message : `${message}: ${hint}`);

/** Why a message was not sent, or why nothing is known of it. What is no error of ours says nothing about the message. */
export function errorReason(error: unknown): BatchReason {
  if (!isNxZaloError(error))
    return { code: "internal_error", message: "what sends failed", vietnamese: errorText("internal_error") };
  const { code, message, hint, issues } = error;
  if ((code === "input_invalid" || code === "template_mismatch") && issues?.length) return issueReason(issues);
  const { upstreamCode } = error as { readonly upstreamCode?: number };
  return {
    code,
    message: withHint(message, hint),
    vietnamese: errorText(code as ErrorCode),
    ...(upstreamCode !== undefined && { upstreamCode }),
  };
}
