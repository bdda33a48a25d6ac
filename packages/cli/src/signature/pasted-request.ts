/** What a paste does not have: the body in a file, as an object whose text is not known, made by a script, or nowhere; or a header's value. */
export type MissingPart = "file" | "object" | "made" | "not_shown" | "header";

/** A request, as far as its signature goes. */
export interface PastedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What of the request cannot be known from the paste; no signature can be checked without it. */
  readonly missing?: MissingPart;
}
