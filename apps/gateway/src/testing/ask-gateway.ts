/** Asks a gateway in JSON, by a key: posts, where there is a body. */
export const askGateway = (url: string, key: string, body?: object, headers: Readonly<Record<string, string>> = {}) =>
  fetch(url, {
    method: body ? "POST" : "GET",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
