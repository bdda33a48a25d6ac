import { changeAroundIds, maskPhone, writtenPhone } from "@nxzalo/core/internal";

/** Fields that hold a recipient, as others name them. */
const phoneField = /phone|mobile|msisdn|recipient|^to$/i;

/** Fields that hold an id, in which no digits are a phone. */
const idField = /^(?:message|journey|event|request)Id$/;

/** Finds one phone, however its beginning is written: by its last eight digits. */
const finderOf = (phone: string): RegExp =>
  new RegExp(`(?<!\\d)\\+?(?:\\d[ .()-]{0,2}){0,7}${[...phone.slice(-8)].join("[ .()-]{0,2}")}(?!\\d)`, "g");

/** JSON with its phones masked, at any depth. */
function maskValue(value: unknown, maskText: (text: string) => string, isPhone: boolean): unknown {
  if (typeof value === "string" || typeof value === "number") {
    const text = String(value);
    const masked = isPhone && /\d/.test(text) ? maskPhone(text) : maskText(text);
    return masked === text ? value : masked;
  }
  if (Array.isArray(value)) return value.map((one) => maskValue(one, maskText, isPhone));
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      maskText(name),
      !isPhone && typeof field === "string" && idField.test(name)
        ? field
        : maskValue(field, maskText, isPhone || phoneField.test(name)),
    ]),
  );
}

/**
 * What is stored, as it is shown to callers who may not see whole phones: the recipient's own is masked wherever it stands, also inside of
 * receipts and references, and so is all that is written as a phone. Ids stay as they are.
 *
 * @param phone The recipient's, where it is known.
 */
export function maskPeople<Body extends object>(body: Body, phone?: string): Body {
  const known = phone === undefined ? undefined : finderOf(phone);
  const maskPart = (text: string) => (known ? text.replace(known, maskPhone) : text).replace(writtenPhone, maskPhone);
  const maskText = (text: string) => changeAroundIds(text, maskPart);
  return maskValue(body, maskText, false) as Body;
}

/** The same with its recipient masked, for what holds no phone besides. */
export const withPhoneMasked = <Shown extends { readonly phone: string | null }>(shown: Shown): Shown => ({
  ...shown,
  phone: shown.phone && maskPhone(shown.phone),
});
