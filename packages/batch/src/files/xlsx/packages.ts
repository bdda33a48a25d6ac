import { issue, settingError } from "../refusal.ts";

type Fflate = typeof import("fflate");
type Saxes = typeof import("saxes");

/** @throws ConfigError `package_missing` */
async function load<Module>(name: string, importIt: () => Promise<Module>): Promise<Module> {
  try {
    return await importIt();
  } catch {
    throw settingError(issue("package_missing", "is needed for XLSX files: npm install fflate saxes", [name]));
  }
}

/** What inflates and deflates: optional, so that who has CSV files alone does not install it. */
export const loadFflate = (): Promise<Fflate> => load("fflate", () => import("fflate"));

/** What reads XML as it comes. */
export const loadSaxes = (): Promise<Saxes> => load("saxes", () => import("saxes"));
