/**
 * Phone numbers as people and spreadsheets write them, read without a schema.
 *
 * @module
 */
export { type CorrectedPhone, correctPhone, type PhoneChange } from "./schemas/correct-phone.ts";
export { type PhoneProblem, type PhoneReading, readPhone, writePhone } from "./schemas/phone.ts";
