import { csvLanguages } from "@nxzalo/core/internal/text";
import * as z from "@nxzalo/core/internal/zod";

/** The fields of a body that ask for a table in place of JSON. */
export const csvFields = () => ({
  format: z.optional(z.enum(["json", "csv"])),
  language: z.optional(z.enum(csvLanguages)),
});
