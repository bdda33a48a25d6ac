import type {
  AddSuppressionInput,
  RemoveSuppressionsInput,
  SearchSuppressionsInput,
  SuppressionScope,
  SuppressionSource,
} from "../schemas/index.ts";
import type { MessageScope } from "./messages.ts";

/** What stops messages to a recipient. */
export interface SuppressionView {
  /** A keyed hash of what it is about: the same for the same again. */
  readonly suppressionId: string;
  /** The recipient's number, which a proxy masks as `84*****1795`; null where they were forgotten. */
  readonly phone: string | null;
  /** The configured name of its application; null for all, or where no configured one is it. */
  readonly app: string | null;
  /** Which messages it stops: `all`, `tag:3` or `template:133214`. */
  readonly scope: SuppressionScope;
  readonly source: SuppressionSource;
  /** Since when. */
  readonly createdAt: Date;
  /** Until when; absent where it lasts until it is removed. */
  readonly expiresAt?: Date;
  /** Zalo's code, where a receipt made it. */
  readonly zaloError?: number;
  /** In the words of the caller who made it; absent where the recipient was forgotten since. */
  readonly reason?: string;
  /** Who made it; absent where a receipt did. */
  readonly caller?: string;
}

/** One page of them, newest first. */
export interface SuppressionPage {
  readonly suppressions: readonly SuppressionView[];
  /** Asks for the next page; null on the last one. */
  readonly nextCursor: string | null;
}

/** Who stops messages, and in which application. */
export interface SuppressionCaller extends Pick<MessageScope, "apps"> {
  /** Their name, for the audit. */
  readonly caller?: string | undefined;
  /** The application's key. Default: the default application. */
  readonly appKey?: string | undefined;
}

/** Whom not to write to, as long as it lasts. */
export interface SuppressionService {
  /**
   * Stops messages to a phone in one application. The same again takes the place of the former.
   *
   * @throws InputError
   */
  add(input: AddSuppressionInput, call?: SuppressionCaller): Promise<SuppressionView>;
  /**
   * Lets messages to a phone out again; gives the number of suppressions that were removed.
   *
   * @throws InputError
   */
  remove(input: RemoveSuppressionsInput, scope?: MessageScope & Pick<SuppressionCaller, "caller">): Promise<number>;
  /** Those that are in force, newest first. @throws InputError */
  search(query: SearchSuppressionsInput, scope?: MessageScope): Promise<SuppressionPage>;
}

/** What a resend passed over: what a receipt had said of the recipient. */
export interface PassedOver {
  /** Which messages it stops. */
  readonly scope: SuppressionScope;
  /** Zalo's code. */
  readonly zaloError: number;
  /** Since when. */
  readonly createdAt: Date;
  /** Until when. */
  readonly expiresAt?: Date;
}
