import type { Algorithm } from "./hash.ts";
import { type Fault, mistakes, type SignedRequest, textOf } from "./mistakes.ts";
import { otherTexts } from "./other-json/other-texts.ts";

/** A text that may have been hashed, and what was wrong then. */
export interface Trial {
  readonly text: string;
  readonly algorithm: Algorithm;
  readonly faults: () => readonly Fault[];
}

const otherAlgorithm: Fault = {
  name: "it was made with the other algorithm",
  hint: "send `algorithm: sha256` with SHA-256, or leave the header out with MD5",
};

/**
 * What may have been signed in place of the right text, the likeliest first: one mistake; other JSON than was sent, in every way that a
 * stack writes it; both of these with the other algorithm; and a mistake together with JSON as a stack writes it by default.
 * That makes 100 to 700 hashes in all, where none of them fits.
 */
export function* trialsOf(request: SignedRequest): Generator<Trial> {
  const { algorithm, body } = request;
  const other: Algorithm = algorithm === "md5" ? "sha256" : "md5";
  const texts = otherTexts(body).map(({ text, isDefault, name, hint }) => ({
    body: text,
    isDefault,
    fault: (): Fault => ({
      name: `other JSON was signed than was sent: ${name()}`,
      hint: `sign the very text that is sent: ${hint()}`,
    }),
  }));
  yield { text: textOf(request), algorithm: other, faults: () => [otherAlgorithm] };
  for (const hashed of [algorithm, other]) {
    const before = hashed === algorithm ? [] : [otherAlgorithm];
    for (const mistake of mistakes)
      for (const text of mistake.texts(request)) yield { text, algorithm: hashed, faults: () => [...before, mistake] };
    for (const { body, fault } of texts)
      yield { text: textOf(request, { body }), algorithm: hashed, faults: () => [...before, fault()] };
  }
  for (const { body, fault } of texts.filter(({ isDefault }) => isDefault))
    for (const mistake of mistakes)
      for (const text of mistake.texts({ ...request, body }))
        for (const hashed of [algorithm, other])
          yield {
            text,
            algorithm: hashed,
            faults: () => [...(hashed === algorithm ? [] : [otherAlgorithm]), mistake, fault()],
          };
}
