import fc from "fast-check";
import { expect, it } from "vitest";
import { readRequest } from "../read-request.ts";

const body = '{"appkey":"a","name":"Đơn \'42\' 100% $x `y` 🎉"}';
const headers = { accessKey: "k-1", ts: "1655710885431", bizType: "9", sign: "0123456789abcdef" };

/** A text in single quotes. */
const single = (text: string) => `'${text.replaceAll("'", "''")}'`;
/** A text in double quotes, as Chrome's "Copy as PowerShell" writes it. */
const chrome = (text: string) => {
  const quoted = text.replace(/[`$"]/g, "`$&");
  return `"${quoted.replace(/[^\x20-\x7e]/g, (unit) => `$([char]${unit.charCodeAt(0)})`)}"`;
};
/** A text between the lines of a string that quotes nothing. */
const here = (text: string) => `@'\n${text}\n'@`;
const tableOf = (quote: (text: string) => string, separator: string) =>
  `@{${separator}${Object.entries(headers)
    .map(([name, value]) => `${quote(name)}=${quote(value)}`)
    .join(separator)}${separator}}`;

it("reads what Chrome copies for PowerShell, also from a clipboard with line ends of Windows", () => {
  const copied = [
    "$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession",
    '$session.UserAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"',
    '$session.Cookies.Add((New-Object System.Net.Cookie("a", "b", "/", "api.nxcloud.com")))',
    'Invoke-WebRequest -UseBasicParsing -Uri "https://api.nxcloud.com/v1/zalo/mt" `',
    '-Method "POST" `',
    "-WebSession $session `",
    `-Headers ${tableOf(chrome, "\n  ")} \``,
    '-ContentType "application/json" `',
    `-Body ([System.Text.Encoding]::UTF8.GetBytes(${chrome(body)}))`,
  ].join("\n");
  expect(readRequest(copied)).toEqual({ headers, body });
  expect(readRequest(copied.replaceAll("\n", "\r\n"))).toEqual({ headers, body });
});

it.each<[string, string]>([
  [
    "variables",
    `$headers = ${tableOf(single, "; ")}\n$Body = ${single(body)}\n$response = Invoke-RestMethod -Uri $url -Method Post -Headers $Headers -Body $body\n$response | ConvertTo-Json`,
  ],
  ["a short name, and a parameter with a colon", `irm https://x -Headers:${tableOf(single, "\n")} -Body:${here(body)}`],
  [
    "bare names and numbers",
    `# signed by hand\n$h = @{ accessKey = 'k-1'; ts = 1655710885431; bizType = 9; sign = "0123456789abcdef" } # these\niwr https://x -Headers $h -Body ${here(body)}`,
  ],
  [
    "what is added one by one",
    `$headers = New-Object "System.Collections.Generic.Dictionary[[String],[String]]"\n$headers.Add("accessKey", "k-1")\n$headers["ts"] = "1655710885431"\n$headers.bizType = 9\n$headers.Add("sign", '0123456789abcdef')\n$body = ${here(body)}\nInvoke-RestMethod 'https://x' -Method 'POST' -Headers $headers -Body $body`,
  ],
  [
    "parameters in a table",
    `$params = @{\n  Uri = "https://x"\n  Headers = ${tableOf(single, "\n")}\n  Body = ${single(body)}\n}\nInvoke-RestMethod @params`,
  ],
  ["the variables alone", `$headers = ${tableOf(single, "\n")}\n[string]$body = ${single(body)}\n`],
  [
    "a string of lines that takes variables",
    `$key = 'a'\n$headers = ${tableOf(chrome, ";")}\n$body = @"\n{"appkey":"\${KEY}","name":"Đơn '42' 100% \`$x \`\`y\`\` \`u{1f389}"}\n"@\ntry { Invoke-RestMethod -Uri $u -Headers $headers -Body $body } catch { $_ }`,
  ],
])("reads a script with %s", (_, script) => expect(readRequest(script)).toEqual({ headers, body }));

const ending = `\nInvoke-RestMethod https://x -Headers $headers -Body $body`;
it.each<[string, string | undefined, string]>([
  ["a header that is computed", "header", `$headers = @{ sign = $sign; ts = "1" }\n$body = "{}"${ending}`],
  ["a header that is a time", "header", `$headers = @{ ts = [DateTimeOffset]::UtcNow }\n$body = "{}"${ending}`],
  ["headers of another script", "header", `$body = "{}"${ending}`],
  ["another header that is computed", undefined, `$headers = @{ "x-trace" = $trace; ts = 1 }\n$body = "{}"${ending}`],
  ["an object as JSON", "object", `$headers = @{ ts = 1 }\n$body = @{ a = 1 } | ConvertTo-Json -Compress${ending}`],
  ["an object as a form", "object", `$headers = @{ ts = 1 }\n$body = @{ a = 1 }${ending}`],
  ["the content of a file", "file", `$headers = @{ ts = 1 }\n$body = Get-Content -Raw body.json${ending}`],
  ["a file", "file", "irm https://x -Headers @{ ts = 1 } -InFile body.json"],
  ["a text that is put together", "made", `$headers = @{ ts = 1 }\n$body = '{"a":"' + $a + '"}'${ending}`],
  ["a text with an unknown part", "made", `$headers = @{ ts = 1 }\n$body = "{a: $a}"${ending}`],
  ["a text that a method changes", "made", `$headers = @{ ts = 1 }\n$body = '{} '.Trim()${ending}`],
  ["a text that is changed as it is sent", "made", "$b = '{} '\nirm https://x -Headers @{ ts = 1 } -Body $b.Trim()"],
])("says what of a script is not known: %s", (_, missing, script) => expect(readRequest(script).missing).toBe(missing));

const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: fc.constantFrom(..."a $`'\"{}()\n\\đ@#;=") }));

it("reads a text as PowerShell does, in each of its quotes", () => {
  const quotes = fc.constantFrom(single, chrome);
  fc.assert(
    fc.property(text, text, quotes, (value, sent, quote) => {
      const script = `Invoke-RestMethod 'https://x' -Headers @{ sign = ${quote(value)} } -Body ${quote(sent)}`;
      expect(readRequest(script)).toEqual({ headers: { sign: value }, body: sent });
    }),
  );
  fc.assert(
    fc.property(
      text.filter((sent) => !`\n${sent}`.includes("\n'@")),
      (sent) => {
        expect(readRequest(`$headers = @{}\n$body = ${here(sent)}${ending}`).body).toBe(sent);
      },
    ),
  );
});

it("reads any text to its end, however deep its brackets are and whatever is left open", () => {
  const part = fc.constantFrom(
    "@{",
    "(",
    "[",
    "]",
    "}",
    ")",
    "=",
    "$a",
    "$a.Add(",
    "'",
    '"',
    "@'\n",
    "`",
    "\n",
    "x",
    "-Body",
    "|",
    "irm ",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60, size: "max" }), (all) => {
      expect(typeof readRequest(`$a = @{ sign = 1 }\n${all.join("")}`).body).toBe("string");
    }),
  );
  for (const open of ["@{", "@{a=", "(", "[a]", "'", '"', "@'\n", '@"\n', "<#", "${"])
    expect(typeof readRequest(`irm x -Body ${open.repeat(20_000)}`).body, open).toBe("string");
});
