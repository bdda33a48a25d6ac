import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { runCli } from "../../test/run-cli.ts";
import { readRequest } from "./read-request.ts";

const folder = mkdtempSync(join(tmpdir(), "nxzalo-sign-"));
afterAll(() => rmSync(folder, { recursive: true }));

const vectors = JSON.parse(readFileSync(new URL("../../../core/fixtures/vectors-zalo.json", import.meta.url), "utf8"))
  .vectors as readonly {
  readonly accessKey: string;
  readonly accessSecret: string;
  readonly action: string;
  readonly bizType: string;
  readonly ts: string;
  readonly algorithm: "md5" | "sha256";
  readonly body: string;
  readonly sign: string;
}[];

const usable = vectors.filter(
  ({ action, bizType, accessSecret }) => action === "mt" && bizType === "9" && !/\0/.test(accessSecret),
);

it("signs as independent implementations do, from a file and from stdin, without showing the secret", async () => {
  expect(usable.length).toBeGreaterThan(3);
  for (const { accessKey, accessSecret, ts, algorithm, body, sign } of usable.slice(0, 6)) {
    const args = ["sign", "--access-key", accessKey, "--ts", ts, "--algorithm", algorithm, "--json"];
    const { code, stdout, stderr } = await runCli(args, { env: { NXCLOUD_ACCESS_SECRET: accessSecret }, input: body });
    expect([code, JSON.parse(stdout).headers.sign]).toEqual([0, sign]);
    expect(stdout + stderr).not.toContain(accessSecret);
  }
});

const ok = {
  accessKey: "k-1",
  accessSecret: "s-0123456789",
  ts: "1655710885431",
  body: '{"appkey":"a","phone":"84912345678"}',
};

async function signed() {
  const args = ["sign", "--access-key", ok.accessKey, "--ts", ok.ts, "--json"];
  const { stdout } = await runCli(args, { env: { NXCLOUD_ACCESS_SECRET: ok.accessSecret }, input: ok.body });
  return JSON.parse(stdout).headers as Record<string, string>;
}

const explain = (request: string, secret = ok.accessSecret) =>
  runCli(["explain", "--json"], { env: { NXCLOUD_ACCESS_SECRET: secret }, input: request });

it("explains a pasted request in any of its forms, and names the mistake", async () => {
  const headers = await signed();
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const forms = [
    `POST /v1/zalo/initJourneyToken HTTP/1.1\r\nhost: api.nxcloud.com\r\n${lines.join("\r\n")}\r\n\r\n${ok.body}`,
    `${lines.join("\n")}\n\n${ok.body}\n`,
    ["> POST /v1/zalo/initJourneyToken HTTP/2", ...lines].map((line, at) => (at > 0 ? `> ${line}` : line)).join("\n") +
      `\n> \n${ok.body}`,
    `curl -X POST https://api.nxcloud.com/v1/zalo/initJourneyToken \\\n${lines.map((line) => `  -H '${line}'`).join(" \\\n")} \\\n  -d '${ok.body}'`,
    JSON.stringify({ headers, body: ok.body }),
  ];
  for (const form of forms) expect(await explain(form), form).toMatchObject({ code: 0 });
  const other = JSON.parse((await explain(JSON.stringify({ headers, body: `${ok.body} ` }))).stdout);
  expect(other).toMatchObject({ isRight: false, mistake: expect.stringContaining("the body was signed") });
  const wrongSecret = await explain(JSON.stringify({ headers, body: ok.body }), `${ok.accessSecret}\n`);
  expect(JSON.parse(wrongSecret.stdout).mistake).toContain("the secret was signed");
  expect(wrongSecret.code).toBe(1);
  expect(wrongSecret.stdout).not.toContain(ok.accessSecret);
});

it("names the mistake, and what to do, in Vietnamese too; as JSON it stays as the library names it", async () => {
  const request = JSON.stringify({ headers: await signed(), body: `${ok.body} ` });
  const env = { NXCLOUD_ACCESS_SECRET: ok.accessSecret };
  const vi = await runCli(["explain", "--language", "vi"], { env, input: request });
  expect(vi.code).toBe(1);
  expect(vi.stdout).toMatch(/^chữ ký +body được ký có thêm xuống dòng ở cuối/);
  expect(vi.stdout).toMatch(/^cần làm +hãy ký đúng văn bản được gửi$/m);
  const right = await runCli(["explain", "--language", "vi"], { env, input: request.replace('} "', '}"') });
  expect(right).toMatchObject({ code: 0, stdout: expect.stringMatching(/^chữ ký +đúng\ncần làm +chữ ký khớp/) });
  const json = await runCli(["explain", "--language", "vi", "--json"], { env, input: request });
  expect(JSON.parse(json.stdout).mistake).toContain("the body was signed");
});

it("reads what curl -v and shells show beside a request, and attached options", async () => {
  const headers = await signed();
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const verbose = [
    "* Connected to api.nxcloud.com",
    "> POST /v1/zalo/initJourneyToken HTTP/2",
    ...lines.map((line) => `> ${line}`),
    `> Content-Length: ${ok.body.length}`,
    "> ",
  ];
  const answer = [
    "} [36 bytes data]",
    "* upload completely sent off",
    "< HTTP/2 200",
    "< content-type: application/json",
    "< ",
  ];
  const withoutBody = await explain([...verbose, ...answer].join("\n"));
  expect(withoutBody).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("curl -v") });
  expect((await explain([...verbose, ok.body, ...answer].join("\n"))).code).toBe(0);
  const attached = lines.map((line) => `-H'${line}'`).join(" ");
  expect((await explain(`$ curl https://api.nxcloud.com ${attached} -d'${ok.body}'`)).code).toBe(0);
});

it("a body that is not in the paste is not taken for an empty one", async () => {
  const headers = await signed();
  const lines = Object.entries(headers).map(([name, value]) => `-H '${name}: ${value}'`);
  const asObject = JSON.stringify({ headers, body: JSON.parse(ok.body) });
  expect(await explain(asObject)).toMatchObject({ code: 2, stderr: expect.stringContaining("an object") });
  for (const option of ["-d @body.json", "--data-binary=@body.json", "-d@body.json"]) {
    const pasted = `curl https://api.nxcloud.com ${lines.join(" ")} ${option}`;
    expect(await explain(pasted), option).toMatchObject({ code: 2, stderr: expect.stringContaining("in a file") });
  }
});

it("explains a request that PowerShell sends, and says which part of it a script does not show", async () => {
  const { ts, ...others } = await signed();
  const script = (time: string) => {
    const lines = Object.entries(others).map(([name, value]) => `  "${name}" = "${value}"`);
    return `$headers = @{\n${lines.join("\n")}\n  ts = ${time}\n}\nInvoke-RestMethod -Uri $url -Headers $headers -Body '${ok.body}'\n`;
  };
  expect(await explain(script(`"${ts}"`))).toMatchObject({ code: 0 });
  expect(await explain(script("$ts"))).toMatchObject({ code: 2, stderr: expect.stringContaining("header") });
  const computed = script(`"${ts}"`).replace(`'${ok.body}'`, "$body");
  expect(await explain(computed)).toMatchObject({ code: 2, stderr: expect.stringContaining("makes the body") });
});

it("tells what is refused before the signature is looked at", async () => {
  const headers = { ...(await signed()), bizType: "2", action: "send", ts: "1655710885" };
  const { code, stdout } = await explain(JSON.stringify({ headers, body: ok.body }));
  expect(code).toBe(1);
  expect(JSON.parse(stdout).faults).toHaveLength(3);
  expect((await explain("nothing of use")).code).toBe(2);
});

it("reads what a shell would give curl", () => {
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const header = fc.string({ unit: "grapheme-ascii", minLength: 1 }).map((text) => text.trim());
  fc.assert(
    fc.property(header, fc.string({ unit: "grapheme" }), (value, body) => {
      const found = readRequest(`curl https://api.nxcloud.com -H ${quote(`sign: ${value}`)} --data-raw ${quote(body)}`);
      expect(found).toEqual({ headers: { sign: value }, body });
    }),
  );
});

it("reads what Chrome copies for bash where a text holds a quote, a line end or an exclamation mark", () => {
  const copied = String.raw`curl 'https://api.nxcloud.com' --data-raw $'{"a":"it\'s\u0021 \\n\r\n\u001f"}'`;
  expect(readRequest(copied).body).toBe('{"a":"it\'s! \\n\r\n\u001f"}');
});

/** What Chrome's "Copy as cURL (cmd)" makes of a text. */
const cmdQuote = (text: string) => {
  const quoted = text.replace(/[\\"]/g, "\\$&").replace(/[^\w\s\-:=+~'/.,?;()*`]/g, "^$&");
  return `^"${quoted.replace(/%(?=\w)/g, "%^").replace(/\n/g, "^\n\n")}^"`;
};

it("reads what Chrome copies for cmd, also from a clipboard with line ends of Windows", async () => {
  const headers = await signed();
  const lines = Object.entries(headers).map(([name, value]) => `-H ${cmdQuote(`${name}: ${value}`)}`);
  const copied = [`curl ${cmdQuote("https://api.nxcloud.com")}`, ...lines, `--data-raw ${cmdQuote(ok.body)}`];
  expect(copied.at(-1)).toContain('^"^{^\\^"appkey^\\^":');
  for (const lineEnd of [" ^\n  ", " ^\r\n  ", " "])
    expect(await explain(copied.join(lineEnd)), lineEnd).toMatchObject({ code: 0 });
  const text = fc.string({ unit: fc.constantFrom(..."a1 ^%\"\\'$`{}!&|<>đ\n") });
  fc.assert(
    fc.property(text, (body) => {
      const command = `curl ^"https://api.nxcloud.com^" ^\n  --data-raw ${cmdQuote(body)}`;
      expect(readRequest(command).body).toBe(body);
      expect(readRequest(command.replaceAll("\n", "\r\n")).body).toBe(body);
    }),
  );
  expect(readRequest(`curl https://api.nxcloud.com -d '{"a":"^"}'`).body).toBe('{"a":"^"}');
});

it("never fails on what is pasted", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.constantFrom("", "curl ", "{", "a: b\n\n", "$h = @{\n", "irm u -Headers "),
      (text, prefix) => {
        const { headers, body } = readRequest(prefix + text);
        expect([typeof headers, typeof body]).toEqual(["object", "string"]);
      },
    ),
  );
});

it("signs a file as its bytes are", async () => {
  const file = join(folder, "body.json");
  writeFileSync(file, `${ok.body}\n`);
  const args = ["sign", "--body", file, "--access-key", "k"];
  const { stdout } = await runCli(args, { env: { NXCLOUD_ACCESS_SECRET: "s" } });
  expect(stdout).toContain(String.raw`\n"`);
});
