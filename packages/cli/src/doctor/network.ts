import { lookup } from "node:dns/promises";
import { connect } from "node:tls";
import { codeOfFailure } from "@nxzalo/core/internal";
import type { CliContext } from "../context.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import { isPastProxy, pastProxy, usesProxy } from "./proxies.ts";

const timeoutMs = 5_000;
/** NXCLOUD refuses a difference of 60 s. */
const worstSkewMs = 60_000;
const worryingSkewMs = 10_000;
const dayMs = 86_400_000;
const shortCertificateMs = 14 * dayMs;

/** When a server's certificate ends. Rejects where it is refused. */
const certificateEnd = (host: string, port: number): Promise<Date> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, servername: host, timeout: timeoutMs }, () => {
      resolve(new Date(socket.getPeerCertificate().valid_to));
      socket.destroy();
    });
    socket.on("error", reject);
    socket.on("timeout", () => socket.destroy(new Error("timeout")));
  });

async function checkTls({ t }: CliContext, name: string, { hostname, port }: URL): Promise<Finding> {
  try {
    const end = await certificateEnd(hostname, Number(port || 443));
    const leftMs = end.getTime() - Date.now();
    const text = t(
      `certificate until ${end.toISOString().slice(0, 10)}`,
      `chứng chỉ đến ${end.toISOString().slice(0, 10)}`,
    );
    return leftMs > shortCertificateMs ? ok(name, text) : warn(name, text, t("renew it", "hãy gia hạn"));
  } catch (error) {
    const hint = t(
      "check this machine's clock, its CA certificates (NODE_EXTRA_CA_CERTS) and what stands in between",
      "kiểm tra đồng hồ, chứng chỉ CA (NODE_EXTRA_CA_CERTS) và thiết bị ở giữa",
    );
    return fail(name, codeOfFailure(error) ?? (error as Error).message, hint);
  }
}

/** A server's clock against this machine's, by the middle of an unsigned GET, which asks for nothing. */
async function checkClock({ t }: CliContext, name: string, url: string): Promise<Finding> {
  const before = Date.now();
  const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
  await response.body?.cancel();
  const date = Date.parse(response.headers.get("date") ?? "");
  if (Number.isNaN(date)) return warn(name, t("it tells no time", "máy chủ không cho biết giờ"));
  // Seconds are cut off in it.
  const skewMs = Math.round(date + 500 - (before + Date.now()) / 2);
  const seconds = (Math.abs(skewMs) / 1_000).toFixed(1);
  const text =
    skewMs <= 0
      ? t(`this clock is ${seconds} s ahead of it`, `đồng hồ này nhanh hơn ${seconds} giây`)
      : t(`this clock is ${seconds} s behind it`, `đồng hồ này chậm hơn ${seconds} giây`);
  const hint = t(
    "set the clock (NTP): 60 s off is refused with 1004",
    "chỉnh đồng hồ (NTP): lệch 60 giây bị từ chối với 1004",
  );
  if (Math.abs(skewMs) >= worstSkewMs) return fail(name, text, hint);
  return Math.abs(skewMs) >= worryingSkewMs ? warn(name, text, hint) : ok(name, text);
}

/** Whether it answers, and its clock. */
async function checkHttp(context: CliContext, label: string, url: URL): Promise<Finding> {
  const { t } = context;
  try {
    return await checkClock(context, `${label} ${t("clock", "đồng hồ")}`, url.href);
  } catch (error) {
    const hint = t("check firewalls, and whether a proxy is needed", "kiểm tra tường lửa, và proxy nếu cần");
    return fail(`${label} HTTP`, codeOfFailure(error) ?? (error as Error).message, hint);
  }
}

/** A server: its name, its certificate and its clock; what cannot be known without the one before is left out. */
export async function checkServer(context: CliContext, label: string, href: string): Promise<Finding[]> {
  const { t } = context;
  const url = URL.parse(href);
  if (!url || !/^https?:$/.test(url.protocol))
    return [fail(label, t("is no URL such as https://zalo.example", "không phải URL như https://zalo.example"))];
  // Behind a proxy, neither its name nor its certificate is this machine's to look up.
  if (usesProxy(context.env, url)) return [await checkHttp(context, label, url)];
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const found = isPastProxy(context.env, url) ? [pastProxy(context, label, url)] : [];
  try {
    const { address } = await lookup(host);
    found.push(ok(`${label} DNS`, `${host} → ${address}`));
  } catch (error) {
    const hint = t("check its spelling, and this machine's DNS", "kiểm tra tên, và DNS của máy này");
    return [...found, fail(`${label} DNS`, codeOfFailure(error) ?? host, hint)];
  }
  if (url.protocol === "https:") found.push(await checkTls(context, `${label} TLS`, url));
  return [...found, await checkHttp(context, label, url)];
}
