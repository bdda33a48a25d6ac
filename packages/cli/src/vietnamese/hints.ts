import { zaloCode } from "@nxzalo/core";
import { zaloText } from "@nxzalo/core/vi";
import type { CliContext } from "../context.ts";
import { createTranslation, type Phrase } from "./phrases.ts";

/** NXCLOUD's refusals. */
const refusals: readonly Phrase[] = [
  ["ask your NXCLOUD business contact", "hãy liên hệ đầu mối kinh doanh của NXCLOUD"],
  ["give the traceId to NXCLOUD's technical support", "hãy gửi traceId cho bộ phận kỹ thuật của NXCLOUD"],
  [
    "what happened is not known: do not repeat blindly, and give the traceId to NXCLOUD's technical support",
    "chưa rõ kết quả: đừng gửi lại ngay, hãy gửi traceId cho bộ phận kỹ thuật của NXCLOUD",
  ],
  ["check the credentials", "kiểm tra access key và access secret"],
  ["something on the way strips headers", "có thành phần ở giữa xóa mất header"],
  ["check the base URL", "kiểm tra URL gốc"],
  [
    "check the access secret and the algorithm, and that nothing on the way rewrites the body",
    "kiểm tra access secret, thuật toán, và xem có gì ở giữa sửa body không",
  ],
  ["this machine's clock is more than 60 s off: set it (NTP)", "đồng hồ máy này lệch quá 60 giây: hãy chỉnh lại (NTP)"],
  [
    "check the access key; if it is right, ask your NXCLOUD business contact to enable Zalo for it",
    "kiểm tra access key; nếu đúng, hãy nhờ đầu mối kinh doanh của NXCLOUD bật Zalo cho khóa đó",
  ],
  ["top up the NXCLOUD account", "nạp thêm tiền vào tài khoản NXCLOUD"],
  ["check the fields of the request", "kiểm tra các trường của yêu cầu"],
  ["check the phone number and its country code", "kiểm tra số điện thoại và mã quốc gia"],
  [
    "check the app key; if it is right, ask your NXCLOUD business contact",
    "kiểm tra app key; nếu đúng, hãy liên hệ đầu mối kinh doanh của NXCLOUD",
  ],
  ["wait, then repeat: it was not processed", "hãy chờ rồi gửi lại: yêu cầu này chưa được xử lý"],
  ["no quotation for this journey token:", "token hành trình này chưa có báo giá:"],
  ["this journey token's quotation is unavailable:", "báo giá của token hành trình này không dùng được:"],
];

/** Connections that failed, and answers that cannot be read. */
const connections: readonly Phrase[] = [
  [
    "one request of a Worker may ask others no more often: do the rest in another one",
    "một yêu cầu của Worker không được gọi ra ngoài thêm: làm phần còn lại trong yêu cầu khác",
  ],
  [
    "nothing listens at the base URL: check its host and port",
    "không có gì lắng nghe tại URL gốc: kiểm tra máy chủ và cổng",
  ],
  [
    "the host of the base URL has no address here: check its spelling and DNS",
    "không tìm thấy địa chỉ của máy chủ trong URL gốc: kiểm tra tên và DNS",
  ],
  [
    "the server's certificate was refused: check this machine's clock, its CA certificates and what stands in between",
    "chứng chỉ của máy chủ bị từ chối: kiểm tra đồng hồ, chứng chỉ CA của máy này và thiết bị ở giữa",
  ],
  [
    "no connection came about in time: check the network, firewalls and the base URL",
    "không kết nối được trong thời gian cho phép: kiểm tra mạng, tường lửa và URL gốc",
  ],
  [
    "the connection was closed before a reply came: check what stands between this machine and NXCLOUD",
    "kết nối bị đóng trước khi có trả lời: kiểm tra những gì nằm giữa máy này và NXCLOUD",
  ],
  ["check the network, DNS and the base URL", "kiểm tra mạng, DNS và URL gốc"],
  [
    "check the base URL and what stands between this machine and NXCLOUD",
    "kiểm tra URL gốc và những gì nằm giữa máy này và NXCLOUD",
  ],
  ["check the network and the proxy's CORS_ORIGINS", "kiểm tra mạng và CORS_ORIGINS của proxy"],
  [
    "make fewer calls at once, or raise `connections` or `queueLimit`",
    "gửi ít yêu cầu cùng lúc hơn, hoặc tăng `connections` hay `queueLimit`",
  ],
];

/** What a gateway refuses by itself. */
const gateways: readonly Phrase[] = [
  ["send a valid `authorization: Bearer …` header", "hãy gửi header `authorization: Bearer …` hợp lệ"],
  ["ask the operator for a key that has it", "hãy xin quản trị viên một khóa có quyền đó"],
  ["ask for a link by another name", "hãy xin liên kết với tên khác"],
  [
    "ask for a new link: each is good once, for 15 minutes",
    "hãy xin liên kết mới: mỗi liên kết dùng một lần, trong 15 phút",
  ],
  ["check the key: a right one is taken at once", "kiểm tra khóa: khóa đúng được nhận ngay"],
  [
    "send it again after the wait that `Retry-After` names: the issuer's keys are read again then",
    "hãy gửi lại sau thời gian `Retry-After` nêu: khi đó khóa của bên cấp được đọc lại",
  ],
  [
    "send `content-type: application/json`, in UTF-8 and not compressed",
    "hãy gửi `content-type: application/json`, dạng UTF-8 và không nén",
  ],
  [
    "for the operator: the log names what is missing or wrong, beside this answer's x-request-id",
    "dành cho quản trị viên: log nêu điều thiếu hoặc sai, cạnh x-request-id của câu trả lời này",
  ],
  [
    "NXCLOUD documents a JSON object in UTF-8, not compressed: ask its technical support, and look at what stands between",
    "tài liệu của NXCLOUD nêu một object JSON dạng UTF-8, không nén: hãy hỏi bộ phận kỹ thuật của họ, và xem có gì ở giữa",
  ],
  [
    "a staging process must not use a store of production: name another DATABASE_URL, SQLITE_PATH or Durable Object",
    "tiến trình của môi trường thử không được dùng kho của hệ thống thật: hãy đặt DATABASE_URL, SQLITE_PATH hoặc Durable Object khác",
  ],
  [
    "a store of a staging process holds messages that reached nobody: name another one, or set STAGING=true",
    "kho của môi trường thử chứa những tin không tới ai: hãy đặt kho khác, hoặc STAGING=true",
  ],
];

/** What a journey store refuses. */
const stores: readonly Phrase[] = [
  [
    "it may have been sent: ask again with the same Idempotency-Key, which never sends it twice; a receipt settles it",
    "có thể đã gửi: hãy hỏi lại bằng cùng Idempotency-Key, không bao giờ gửi hai lần; báo nhận sẽ cho biết kết quả",
  ],
  [
    "the call may have been made before: ask again with the same Idempotency-Key, which never makes it twice",
    "yêu cầu này có thể đã được thực hiện: hãy hỏi lại bằng cùng Idempotency-Key, không bao giờ thực hiện hai lần",
  ],
  [
    "the journey may have been opened before: ask again with the same reference, which gives the same token",
    "hành trình có thể đã được mở: hãy hỏi lại bằng cùng mã đơn, sẽ nhận đúng token đó",
  ],
  ["ask again in a minute", "hãy hỏi lại sau một phút"],
  ["ask again", "hãy hỏi lại"],
  ["use a new key for another call", "hãy dùng khóa mới cho yêu cầu khác"],
  ["give `phone` and `tokenType` to open one", "hãy nêu thêm `phone` và `tokenType` để mở một hành trình"],
  ["name one by `journeyId`", "hãy chọn một hành trình bằng `journeyId`"],
  ["give a later `notAfter`, or send nothing", "hãy đặt `notAfter` muộn hơn, hoặc không gửi"],
  ["send it later, or with `Prefer: respond-async`", "hãy gửi sau, hoặc gửi kèm `Prefer: respond-async`"],
  [
    "correct the variables, or the registry where it is not what Zalo approved",
    "sửa các biến, hoặc sửa danh sách mẫu tin nếu nó khác mẫu Zalo đã duyệt",
  ],
  ["cancel it, or wait", "hãy hủy, hoặc chờ"],
  ["send a new message", "hãy gửi tin mới"],
  ["wait for a receipt", "hãy chờ báo nhận"],
  ["ask again: it waits for their end", "hãy gửi lại yêu cầu: tin sẽ chờ hết giờ yên tĩnh"],
  [
    "a caller with the scope `admin` sends it again with `force: true`",
    "bên gọi có quyền `admin` gửi lại bằng `force: true`",
  ],
  ["give `templateData`, and send it again", "hãy đưa `templateData` rồi gửi lại"],
  ["give `templateData` for the new one", "hãy đưa `templateData` cho người nhận mới"],
  ["`force: true` opens a new journey, which is paid", "`force: true` mở hành trình mới, có tính tiền"],
  ["look at it again", "hãy xem lại tin này"],
  ["ask them to give it back, or a lead to take it over", "hãy nhờ họ trả lại, hoặc nhờ người phụ trách nhận việc này"],
];

const translate = createTranslation([...refusals, ...connections, ...gateways, ...stores]);

/** Why a recipient is not written to; a reason that a person gave stays as it is. */
function explainSuppression(why: string): string {
  const [code] = /^-?\d+(?=, )/.exec(why) ?? [];
  if (code !== undefined) return `${code}, ${zaloText(zaloCode(Number(code))).meaning}`;
  if (why.startsWith("set by hand")) return why.replace("set by hand", "chặn thủ công");
  return "người nhận đã yêu cầu không liên hệ";
}

/** An error's hint in Vietnamese; one that is not known stays as it is. */
function toVietnamese(hint: string): string {
  const [, since, until, why] = /^since (\S+), until (\S+|it is removed): (.*)$/s.exec(hint) ?? [];
  if (since === undefined || until === undefined || why === undefined) return translate(hint);
  const end = until === "it is removed" ? "cho đến khi bỏ chặn" : `đến ${until}`;
  return `từ ${since}, ${end}: ${explainSuppression(why)}`;
}

/** An error's hint in the reader's language. */
export const hintText = ({ language }: Pick<CliContext, "language">, hint: string): string =>
  language === "vi" ? toVietnamese(hint) : hint;
