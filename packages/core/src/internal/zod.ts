/**
 * The parts of zod that other packages of this project build with, so that no bundle holds it twice. No part of what semver promises.
 *
 * @module
 */
export { enum, extend, optional, safeExtend, safeParse, strictObject, string, type ZodMiniType } from "zod/mini";
