/**
 * What the other packages of this project share with core. It is no part of what semver promises: it may change in any release.
 *
 * @module
 */
export { bodyChunks } from "../client/transport.ts";
export { type EnvReader, listOf, namePattern, readEnv, readNxZaloConfig } from "../config/env.ts";
export { secureUrlValidator, type Validator, validateBaseUrl, validateKeySetUrl } from "../config/validators.ts";
export { nobleHash } from "../signature/hash.ts";
export { delay } from "./delay.ts";
export { parseJson } from "./json.ts";
export { safeCause } from "./mask.ts";
export { memoize } from "./memoize.ts";
export { readText } from "./read-text.ts";
export { check, configError, inputError, type Schema, unknownOptions, validateInput } from "./validate.ts";
export { withDetails } from "./with-details.ts";
export { timedOut, withTimeout } from "./with-timeout.ts";
