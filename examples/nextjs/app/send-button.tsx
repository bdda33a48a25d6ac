"use client";
import { createProxyClient, isNxZaloError } from "@nxzalo/client";
import { useState } from "react";

// This page's own origin serves the proxy, and the cookie goes along. For a gateway: its URL, and a short-lived token.
const client = createProxyClient({ baseUrl: "" });

export function SendButton({ journeyId }: { journeyId: string }) {
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [text, setText] = useState(`journey ${journeyId}`);
  const message = { journeyId, templateId: "133214", templateData: { order: "42", status: "Đang giao" } };
  const send = () =>
    client.sendTemplate(message, { idempotencyKey }).then(
      ({ messageId }) => setText(`sent ${messageId}`),
      (error) => setText(isNxZaloError(error) ? `${error.code} (${error.outcome})` : String(error)),
    );
  return (
    <button type="button" onClick={send}>
      Báo khách: {text}
    </button>
  );
}
