import { type EnvReader, listOf, type Validator } from "@nxzalo/core/internal";

const validateStoreKeys: Validator = (value) => {
  const keys = listOf(String(value));
  const isGood = keys.length > 0 && keys.every((key) => /^[A-Za-z0-9+/]{43}=$/.test(key));
  return isGood ? undefined : "must list 32 random bytes in base64: `openssl rand -base64 32`";
};

const storeKeyMissing = "is missing: it encrypts what is remembered, make one with `openssl rand -base64 32`";

/** Reads `STORE_KEY`, newest first: what is remembered is encrypted by it. `isRequired` where nothing else can make a key. */
export const readStoreKeys = (env: EnvReader, isRequired: boolean): string[] =>
  listOf(
    isRequired
      ? env.text("STORE_KEY", validateStoreKeys, storeKeyMissing)
      : env.optional("STORE_KEY", validateStoreKeys),
  );
