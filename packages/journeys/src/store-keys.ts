import type { ConfigError } from "@nxzalo/core/errors";
import { type Complaint, configError, type EnvReader, parseList, type Validator } from "@nxzalo/core/internal";

const malformed: Complaint = {
  code: "secret_wrong",
  message: "must list 32 random bytes in base64: `openssl rand -base64 32`",
};
const isStoreKey = (text: string) => /^[A-Za-z0-9+/]{43}=$/.test(text);
const areStoreKeys = (keys: readonly string[]) => keys.length > 0 && keys.every(isStoreKey);

/** What is wrong with `STORE_KEY`. */
export const storeKeyError = ({ code, message }: Complaint): ConfigError =>
  configError([{ path: ["STORE_KEY"], message, code }]);

/** @throws ConfigError where there is no key, or one is malformed. */
export function assertStoreKeys(keys: readonly string[]): void {
  if (keys.length === 0)
    throw storeKeyError({ code: "required", message: "is missing: make one with `openssl rand -base64 32`" });
  if (!areStoreKeys(keys)) throw storeKeyError(malformed);
}

/**
 * Reads `STORE_KEY`: 32 random bytes in base64, comma-separated, newest first. What is stored is encrypted by it.
 *
 * @param isRequired Whether a missing one is noted: where no key file can be made.
 */
export function readStoreKeys(env: EnvReader, isRequired: boolean): string[] {
  const validate: Validator = (value) => (areStoreKeys(parseList(String(value))) ? undefined : malformed);
  const missing = "is missing: it encrypts what is stored, make one with `openssl rand -base64 32`";
  return parseList(isRequired ? env.text("STORE_KEY", validate, missing) : env.optional("STORE_KEY", validate));
}
