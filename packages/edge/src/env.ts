/**
 * The bindings of a Worker that serves the proxy. Set the first four with `wrangler secret put`. `wrangler types` writes the same from
 * `wrangler.jsonc`: either may be given to whatever takes a Worker's `env`.
 */
export interface Env {
  /** The account's access key. */
  readonly NXCLOUD_ACCESS_KEY: string;
  /** Its secret, which signs. */
  readonly NXCLOUD_ACCESS_SECRET: string;
  /** The key of the default application. */
  readonly NXCLOUD_APP_KEY: string;
  /** While the secret is rotated: tried once where NXCLOUD refuses the signature. */
  readonly NXCLOUD_ACCESS_SECRET_PREVIOUS?: string;
  /**
   * `key`, `name:key`, `name:send+read:key` or `name:send+read:app+app:key`, comma-separated; for `bearerKeysFromEnv`. What does not fit into
   * the 5 KB of a variable goes on in `GATEWAY_API_KEYS_2`, `_3` and so on.
   */
  readonly GATEWAY_API_KEYS?: string;
  /** The issuer's key set, for `jwtFromEnv`; `JWT_ISSUER` and `JWT_AUDIENCE` are then required too. */
  readonly JWT_JWKS_URL?: string;
  /** In place of a key set: the public key, in PEM (with line ends, or `\n` for them), or a JWK or a JWK set as JSON. */
  readonly JWT_PUBLIC_KEY?: string;
  /** The exact `iss` of a token. */
  readonly JWT_ISSUER?: string;
  /** A token's `aud` must name one of these, comma-separated. */
  readonly JWT_AUDIENCE?: string;
  /** The claim that tells what a caller may do, dotted where it is nested. Default: `scope`. */
  readonly JWT_SCOPES_CLAIM?: string;
  /** `value:send+tokens,…`: what each value of that claim allows. Default: the scopes' own names. */
  readonly JWT_SCOPES_MAP?: string;
  /** More applications: `name:appkey,…`; goes on in `NXCLOUD_APPS_2`, `_3` and so on. */
  readonly NXCLOUD_APPS?: string;
  /** Default: `https://api.nxcloud.com`. */
  readonly NXCLOUD_BASE_URL?: string;
  /** `md5` (the default) or `sha256`. */
  readonly NXCLOUD_SIGN_ALGORITHM?: string;
  /** Such as `84`: completes national numbers. */
  readonly NXCLOUD_DEFAULT_COUNTRY_CODE?: string;
  /** Exact origins, or `*`, comma-separated. Default: none. */
  readonly CORS_ORIGINS?: string;
  /** Secrets of the receipts' URL, newest first, comma-separated; at least 128 bits each. A retired one with its day: `key@2026-11-28`. */
  readonly RECEIPT_KEYS?: string;
  /** Where events are posted, receipts above all, signed as Standard Webhooks say. */
  readonly RECEIPTS_FORWARD_URL?: string;
  /** `whsec_…`: the key of that signature; two while one is rotated, newest first. */
  readonly RECEIPTS_FORWARD_SECRET?: string;
  /** Types of events that go elsewhere: `message.undeliverable=https://…;quota.low,budget.reached=https://…`. Needs journeys. */
  readonly EVENTS_TARGETS?: string;
  /** `true`: a refusal that its caller was answered with makes an event as well. Default: `false`. */
  readonly NOTIFY_REFUSED?: string;
  /** After how many minutes a message is undeliverable of whose end nothing tells. Default: silence is not told of. */
  readonly UNDELIVERED_AFTER_MINUTES?: string;
  /** `true` refuses receipts without a signature of NXCLOUD's; no scheme is documented. Default: `false`. */
  readonly RECEIPTS_REQUIRE_SIGNATURE?: string;
  /** Where this Worker can be reached: messages without a webhook are then sent with the receipts' URL. */
  readonly PUBLIC_URL?: string;
  /** Hosts that a caller's own `drWebhook` may name, comma-separated. Default: none. */
  readonly DR_WEBHOOK_HOSTS?: string;
  /** Cloudflare's rate-limit binding, asked with the caller's name. Default: no limit. */
  readonly RATE_LIMITER?: { limit(options: { key: string }): Promise<{ success: boolean }> };
  /** The approved templates as JSON, for `templatesFromEnv`. Default: messages are not checked. */
  readonly TEMPLATES?: string | object;
  /** When messages of tag 2 or 3 wait, as in `2=22:00-07:00,3=21:00-08:00@Asia/Ho_Chi_Minh`, or `off`. Default: both from 22:00 to 07:00 in Vietnam. */
  readonly QUIET_HOURS?: string;
  /** Messages per second of the account. Default: as fast as they come. */
  readonly NXCLOUD_RATE_PER_SECOND?: string;
  /** What a month may cost, as in `5000000` (VND) or `300 USD`: at 80 and 100 % of it an event is posted. Default: no budget. */
  readonly BUDGET_PER_MONTH?: string;
  /** How many messages of each day's quota are kept for templates of tag 1. Default: none. */
  readonly QUOTA_RESERVE?: string;
  /** `true`: what Zalo refused at night or for its quota is sent once more at 07:00. Default: `false`. */
  readonly HOLD_ON_REFUSAL?: string;
  /** For how many days after a message's end the data of its template is stored, from 1 to 730. Default: 7. */
  readonly DATA_RETAIN_DAYS?: string;
  /** `true`: only `STAGING_PHONES` reach NXCLOUD. Default: `false`. */
  readonly STAGING?: string;
  /** The phones that a staging Worker writes to, comma-separated. */
  readonly STAGING_PHONES?: string;
  /** The Durable Object in which journeys are stored, for `journeysFromEnv`. Default: nothing is stored. */
  readonly JOURNEYS?: object;
  /** 32 random bytes in base64, newest first: encrypts what is stored. Required with `JOURNEYS`. */
  readonly STORE_KEY?: string;
}
