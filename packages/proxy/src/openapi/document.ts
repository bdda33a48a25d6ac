/** Made by scripts/write-openapi.ts. */
export const documentText = `{
"openapi": "3.1.1",
"info": {
"title": "nxzalo proxy",
"version": "1.0.0",
"description": "NXCLOUD's Zalo journeys by keys of your own. Unofficial: not affiliated with NXCLOUD or Zalo.",
"license": {
"name": "MIT",
"identifier": "MIT"
},
"contact": {
"name": "Who runs this proxy"
}
},
"servers": [
{
"url": "/"
}
],
"tags": [
{
"name": "journeys",
"description": "Journey tokens: created, checked, looked up and deleted."
},
{
"name": "messages",
"description": "Messages made from approved templates."
},
{
"name": "receipts",
"description": "What NXCLOUD reports of messages and journeys."
},
{
"name": "events",
"description": "What is delivered to a target of one's own."
},
{
"name": "people",
"description": "Who is not written to."
},
{
"name": "audit",
"description": "Who looked at a person's data, deleted it, or acted on it."
},
{
"name": "account",
"description": "The Zalo official account behind an application."
},
{
"name": "costs",
"description": "What NXCLOUD charged."
},
{
"name": "console",
"description": "The page of the people who answer the phone."
},
{
"name": "service",
"description": "The proxy itself."
}
],
"paths": {
"/v1/journeys": {
"post": {
"operationId": "initJourneyToken",
"tags": [
"journeys"
],
"summary": "Create a journey token",
"description": "Where journeys are stored, a \`reference\` that has a live token is answered 200 with that one, and NXCLOUD is not asked. Without a \`reference\` every call creates a new token. Needs the scope \`send\`.",
"security": [
{
"bearer": []
}
],
"parameters": [
{
"name": "Idempotency-Key",
"in": "header",
"schema": {
"type": "string",
"minLength": 1,
"maxLength": 255
},
"description": "Names this call among yours, for 90 days, unless the operator has set another time, and as long as its journey lives: made again with the same body, it is answered as it was before, 409 while it is on its way. Only where journeys are stored."
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"phone": {
"type": "string",
"description": "With its country code; \`0…\` where the proxy has a default one.",
"examples": [
"84912345678"
]
},
"tokenType": {
"type": "string",
"enum": [
"token_logistics_7",
"token_logistics_30",
"token_coach_bus_7",
"token_coach_bus_30"
],
"description": "The number is the token's life in days."
},
"reference": {
"type": "string",
"description": "Your own name for the journey: 1 to 128 characters.",
"examples": [
"Đơn 42"
]
},
"labels": {
"type": "object",
"description": "Up to five pairs, such as a shop or a trip; values of 1 to 40 characters, none of them a phone.",
"additionalProperties": {
"type": "string"
},
"examples": [
{
"hub": "han"
}
]
},
"app": {
"type": "string",
"description": "The configured name of an application. Default: the proxy's default one."
}
},
"required": [
"phone",
"tokenType"
],
"additionalProperties": false
},
"examples": {
"parcel": {
"value": {
"phone": "84912345678",
"tokenType": "token_logistics_7",
"reference": "Đơn 42"
}
}
}
}
}
},
"responses": {
"200": {
"description": "The journey that had been created before for this reference.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/Journey"
},
"example": {
"journeyId": "1257624175686111232",
"token": "HmXFqeO5jM1Mw96X",
"phone": "84912345678",
"tokenType": "token_logistics_7",
"expiresAt": "2026-01-12T02:30:00.000Z",
"reused": true
}
}
}
},
"201": {
"description": "Done.",
"headers": {
"Location": {
"description": "Where the journey can be read, where it is stored.",
"schema": {
"type": "string"
}
}
},
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/Journey"
},
"example": {
"journeyId": "1257624175686111232",
"token": "HmXFqeO5jM1Mw96X",
"phone": "84912345678",
"tokenType": "token_logistics_7",
"expiresAt": "2026-01-12T02:30:00.000Z",
"reused": false
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"409": {
"$ref": "#/components/responses/Problem409"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"502": {
"$ref": "#/components/responses/Problem502"
},
"503": {
"$ref": "#/components/responses/Problem503"
},
"504": {
"$ref": "#/components/responses/Problem504"
}
}
}
},
"/v1/journeys/check": {
"post": {
"operationId": "checkJourneyToken",
"tags": [
"journeys"
],
"summary": "Ask what NXCLOUD knows of a token",
"description": "Needs the scope \`send\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"journeyToken": {
"type": "string",
"description": "The token of a journey."
},
"app": {
"type": "string",
"description": "The configured name of an application. Default: the proxy's default one."
}
},
"required": [
"journeyToken"
],
"additionalProperties": false
},
"examples": {
"token": {
"value": {
"journeyToken": "HmXFqeO5jM1Mw96X"
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/JourneyTokenState"
},
"example": {
"tokenType": "token_logistics_7",
"createdAt": "2026-01-05T02:30:00.000Z",
"expiresAt": "2026-01-12T02:30:00.000Z",
"appId": "2851347893",
"oaId": "3017204592"
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"502": {
"$ref": "#/components/responses/Problem502"
},
"503": {
"$ref": "#/components/responses/Problem503"
},
"504": {
"$ref": "#/components/responses/Problem504"
}
}
}
},
"/v1/messages": {
"post": {
"operationId": "sendTemplate",
"tags": [
"messages"
],
"summary": "Send a message made from an approved template",
"description": "To a \`phone\`, on a \`journeyToken\` or not. Where journeys are stored, also on a \`journeyId\`, or to \`phone\`, \`tokenType\` and \`reference\`: that journey is opened, or the live one is taken; or on a \`reference\` alone, where exactly one live journey has it. Journeys of a phone that was corrected since do not count. Needs the scope \`send\`.",
"security": [
{
"bearer": []
}
],
"parameters": [
{
"name": "Idempotency-Key",
"in": "header",
"schema": {
"type": "string",
"minLength": 1,
"maxLength": 255
},
"description": "Names this call among yours, for 90 days, unless the operator has set another time, and as long as its journey lives: made again with the same body, it is answered as it was before, 409 while it is on its way. Only where journeys are stored."
},
{
"name": "Prefer",
"in": "header",
"schema": {
"type": "string",
"const": "respond-async"
},
"description": "\`respond-async\`: the message is stored, and sent after the answer. Only where journeys are stored."
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"oneOf": [
{
"$ref": "#/components/schemas/MessageToPhone"
},
{
"$ref": "#/components/schemas/MessageOnJourney"
},
{
"$ref": "#/components/schemas/MessageByReference"
},
{
"$ref": "#/components/schemas/MessageOnReference"
}
]
},
"examples": {
"phone": {
"value": {
"phone": "84912345678",
"templateId": "133214",
"templateData": {
"order": "Đơn 42"
}
}
},
"journeyToken": {
"value": {
"phone": "84912345678",
"journeyToken": "HmXFqeO5jM1Mw96X",
"templateId": "133214",
"templateData": {
"order": "Đơn 42"
}
}
},
"journeyId": {
"value": {
"journeyId": "1257624175686111232",
"templateId": "133214",
"templateData": {
"order": "Đơn 42"
}
}
},
"reference": {
"value": {
"phone": "84912345678",
"tokenType": "token_logistics_7",
"reference": "Đơn 42",
"templateId": "133214",
"templateData": {
"order": "Đơn 42"
}
}
},
"referenceAlone": {
"value": {
"reference": "Đơn 42",
"labels": {
"hub": "han"
},
"templateId": "133214",
"templateData": {
"order": "Đơn 42"
}
}
}
}
}
}
},
"responses": {
"202": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/SentMessage"
},
"example": {
"requestId": "zalomid.a941ccf8dd374daf",
"messageId": "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
"state": "accepted",
"journeyId": "1257624175686111232"
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"409": {
"$ref": "#/components/responses/Problem409"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"502": {
"$ref": "#/components/responses/Problem502"
},
"503": {
"$ref": "#/components/responses/Problem503"
},
"504": {
"$ref": "#/components/responses/Problem504"
}
}
}
},
"/v1/messages/check": {
"post": {
"operationId": "checkMessages",
"tags": [
"messages"
],
"summary": "Ask what would become of many messages",
"description": "Each as \`/v1/messages\` takes it, with the \`Idempotency-Key\` that it would be sent under: 1 to 500 of them, in at most 512 KiB. Nothing is stored or sent. What is wrong with a message stands in its \`issues\`; what quiet hours or the day's quota would hold has \`sendAt\` and \`heldFor\`. \`ahead\` counts others that go before them, which take from the quota first. Only where journeys are stored. Needs the scope \`send\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"messages": {
"type": "array",
"items": {
"type": "object",
"properties": {
"idempotencyKey": {
"type": "string"
},
"app": {
"type": "string"
}
},
"required": [
"idempotencyKey"
],
"additionalProperties": {}
}
},
"ahead": {
"type": "number"
}
},
"required": [
"messages"
],
"additionalProperties": false
},
"examples": {
"rows": {
"value": {
"messages": [
{
"idempotencyKey": "42-on-its-way",
"phone": "84912345678",
"tokenType": "token_logistics_7",
"reference": "Đơn 42",
"templateId": "133214",
"templateData": {
"order": "Đơn 42"
}
},
{
"idempotencyKey": "43-on-its-way",
"phone": "84912345679",
"tokenType": "token_logistics_7",
"reference": "Đơn 43",
"templateId": "133214",
"templateData": {
"order": "Đơn 42"
}
}
]
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/MessageChecks"
},
"example": {
"results": [
{
"known": "delivered",
"issues": [],
"suppressed": false
},
{
"known": null,
"issues": [],
"suppressed": false,
"estimate": {
"amount": "200",
"currency": "VND"
}
},
{
"known": null,
"issues": [],
"suppressed": false,
"sendAt": "2026-11-29T00:00:00.000Z",
"heldFor": "quota",
"estimate": {
"amount": "200",
"currency": "VND"
}
}
]
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/messages/{messageId}/resend": {
"post": {
"operationId": "resendMessage",
"tags": [
"messages"
],
"summary": "Send a stored message again",
"description": "Also where a receipt has said that its recipient is not to be written to: the answer says what was passed over. As its next attempt, by a person's decision: one that was refused, that failed or expired. With another \`phone\` it moves to that phone's journey of the same reference, and needs \`templateData\`, but for callers with the scope \`people\`. One that may have been sent needs \`force\` and the scope \`admin\`; callers without it send their own messages alone again. Where \`force\` would send it, the refusal has an issue of that field for each thing that it passes over, by whose codes \`force\` may list what was agreed to: what is not listed is refused, such as a journey that has ended meanwhile. Of two calls at once, one does. In its quiet hours, and where what is left of the quota is kept for others, it waits: \`state\` is \`scheduled\`. Only where journeys are stored. Needs the scope \`send\`.",
"security": [
{
"bearer": []
}
],
"parameters": [
{
"name": "messageId",
"in": "path",
"required": true,
"schema": {
"type": "string",
"pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
}
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"phone": {
"type": "string",
"description": "Another recipient. Default: the message's own.",
"examples": [
"84912345678"
]
},
"templateData": {
"type": "object",
"description": "Other data. Default: the message's own, which is erased 7 days after its end.",
"additionalProperties": {
"type": [
"string",
"number",
"boolean"
]
},
"examples": [
{
"order": "Đơn 42",
"total": 120000
}
]
},
"force": {
"anyOf": [
{
"type": "boolean"
},
{
"type": "array",
"items": {
"type": "string",
"enum": [
"attempt_arrived",
"attempt_may_arrive",
"journey_opened_anew"
]
}
}
],
"default": false,
"description": "Also where it may have been sent before, or where a journey is opened anew, which is paid: \`true\` all of these, a list those that it names."
}
},
"additionalProperties": false,
"required": []
},
"examples": {
"again": {
"value": {}
},
"agreed": {
"value": {
"force": [
"journey_opened_anew"
]
}
},
"corrected": {
"value": {
"phone": "84912345679",
"templateData": {
"order": "Đơn 42",
"total": 120000
}
}
}
}
}
}
},
"responses": {
"202": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/SentMessage"
},
"example": {
"requestId": "zalomid.a941ccf8dd374daf",
"messageId": "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
"state": "accepted",
"journeyId": "1257624175686111232"
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"409": {
"$ref": "#/components/responses/Problem409"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"502": {
"$ref": "#/components/responses/Problem502"
},
"503": {
"$ref": "#/components/responses/Problem503"
},
"504": {
"$ref": "#/components/responses/Problem504"
}
}
}
},
"/v1/messages/{messageId}/cancel": {
"post": {
"operationId": "cancelMessage",
"tags": [
"messages"
],
"summary": "Cancel a message that waits",
"description": "Once it is on its way, or over, it is a problem, \`message_not_cancellable\`. Callers without the scope \`admin\` cancel their own messages alone. Only where journeys are stored. Needs the scope \`send\`.",
"security": [
{
"bearer": []
}
],
"parameters": [
{
"name": "messageId",
"in": "path",
"required": true,
"schema": {
"type": "string",
"pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
}
}
],
"requestBody": {
"required": false,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {},
"additionalProperties": false,
"required": []
},
"examples": {
"cancel": {
"value": {}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/CancelledMessage"
},
"example": {
"messageId": "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
"state": "cancelled"
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"409": {
"$ref": "#/components/responses/Problem409"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/journeys/{journeyId}": {
"get": {
"operationId": "findJourney",
"tags": [
"journeys"
],
"summary": "Look up a journey, its messages, receipts and cost",
"description": "With the scope \`people\` as well, phones are shown whole, and the audit records who looked; without it they are masked. Only where journeys are stored. Needs the scope \`read\`.",
"security": [
{
"bearer": []
}
],
"parameters": [
{
"name": "journeyId",
"in": "path",
"required": true,
"schema": {
"type": "string",
"pattern": "^[0-9]{1,40}$"
}
},
{
"name": "Prefer",
"in": "header",
"schema": {
"type": "string",
"const": "masked"
},
"description": "\`masked\`: phones are masked for callers with the scope \`people\`, too, and no look is recorded."
}
],
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/JourneyDetails"
},
"example": {
"journeyId": "1257624175686111232",
"phone": "84912345678",
"tokenType": "token_logistics_7",
"reference": "Đơn 42",
"createdAt": "2026-01-05T02:30:00.000Z",
"expiresAt": "2026-01-12T02:30:00.000Z",
"state": "acknowledged",
"acknowledgedAt": "2026-01-05T02:30:04.000Z",
"cost": {
"amount": "0.0130",
"currency": "USD"
},
"messages": [
{
"messageId": "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
"requestId": "zalomid.a941ccf8dd374daf",
"templateId": "133214",
"ext": "parcel 42",
"createdAt": "2026-01-05T02:30:01.000Z",
"state": "delivered",
"sentAt": "2026-01-05T02:30:02.000Z",
"deliveredAt": "2026-01-05T02:30:05.000Z"
}
],
"receipts": [
{
"receivedAt": "2026-01-05T02:30:06.000Z",
"messageId": "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
"receipt": {
"status": "delivered",
"code": 17003,
"requestId": "zalomid.a941ccf8dd374daf",
"sendTime": "2026-01-05 10:30:05"
}
}
]
}
}
}
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
},
"delete": {
"operationId": "deleteJourney",
"tags": [
"journeys"
],
"summary": "Delete a journey with its messages and receipts",
"description": "Only where journeys are stored. Needs the scope \`admin\`.",
"security": [
{
"bearer": []
}
],
"parameters": [
{
"name": "journeyId",
"in": "path",
"required": true,
"schema": {
"type": "string",
"pattern": "^[0-9]{1,40}$"
}
}
],
"responses": {
"204": {
"description": "Done."
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/journeys/search": {
"post": {
"operationId": "searchJourneys",
"tags": [
"journeys"
],
"summary": "Search journeys, newest first",
"description": "Phones are masked: a whole one is shown where one journey is looked up. Only where journeys are stored. Needs the scope \`read\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"phone": {
"type": "string",
"description": "With its country code; \`0…\` where the proxy has a default one.",
"examples": [
"84912345678"
]
},
"reference": {
"type": "string",
"description": "Your own name for the journey: 1 to 128 characters.",
"examples": [
"Đơn 42"
]
},
"state": {
"type": "string",
"enum": [
"open",
"acknowledged",
"over"
],
"description": "\`open\`: nothing is charged yet. \`acknowledged\`: charged. \`over\`: its token is over."
},
"createdFrom": {
"type": "string",
"format": "date-time",
"description": "Created at this time or later."
},
"createdBefore": {
"type": "string",
"format": "date-time",
"description": "Created before this time."
},
"limit": {
"type": "integer",
"minimum": 1,
"maximum": 100,
"default": 50
},
"cursor": {
"type": "string",
"description": "The \`nextCursor\` of the page before."
},
"app": {
"type": "string",
"description": "The configured name of an application. Default: all of the caller's."
}
},
"additionalProperties": false,
"required": []
},
"examples": {
"person": {
"value": {
"phone": "84912345678",
"state": "acknowledged",
"limit": 20
}
},
"everything": {
"value": {}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/JourneyPage"
},
"example": {
"journeys": [
{
"journeyId": "1257624175686111232",
"phone": "84*****5678",
"tokenType": "token_logistics_7",
"reference": "Đơn 42",
"createdAt": "2026-01-05T02:30:00.000Z",
"expiresAt": "2026-01-12T02:30:00.000Z",
"state": "acknowledged",
"acknowledgedAt": "2026-01-05T02:30:04.000Z"
}
],
"nextCursor": null
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/unmatched-receipts/search": {
"post": {
"operationId": "searchReceipts",
"tags": [
"receipts"
],
"summary": "Search the receipts that match no journey and no message, and what cannot be read, newest first",
"description": "What came under a right key and is no receipt (not JSON, nested too deep, ids that no store holds) is stored with the reason, once for each text, 100 in an hour at most. Only where journeys are stored. Needs the scope \`read\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"requestId": {
"type": "string",
"description": "NXCLOUD's id of a message."
},
"journeyId": {
"type": "string",
"description": "The id of a stored journey.",
"examples": [
"1257624175686111232"
]
},
"limit": {
"type": "integer",
"minimum": 1,
"maximum": 100,
"default": 50
},
"cursor": {
"type": "string",
"description": "The \`nextCursor\` of the page before."
}
},
"additionalProperties": false,
"required": []
},
"examples": {
"message": {
"value": {
"requestId": "zalomid.a941ccf8dd374daf"
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/ReceiptPage"
},
"example": {
"receipts": [
{
"receivedAt": "2026-01-05T02:30:06.000Z",
"reason": "unmatched",
"receipt": {
"status": "delivered",
"code": 17003,
"requestId": "zalomid.0b8e7f2f6a1c4c7d",
"sendTime": "2026-01-05 10:30:05"
}
},
{
"receivedAt": "2026-01-05T02:29:00.000Z",
"reason": "it is not JSON",
"text": "status=delivered&code=17003"
}
],
"nextCursor": null
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/journeys/forget": {
"post": {
"operationId": "forgetPerson",
"tags": [
"journeys"
],
"summary": "Delete a person's journeys, messages and receipts",
"description": "What stops messages to them stays, by a keyed hash and without their phone, so that they are not written to again. Only where journeys are stored. Needs the scope \`admin\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"phone": {
"type": "string",
"description": "With its country code; \`0…\` where the proxy has a default one.",
"examples": [
"84912345678"
]
},
"includeSuppressions": {
"type": "boolean",
"default": false,
"description": "Whether what stops messages to them goes as well: they can then be written to again."
}
},
"required": [
"phone"
],
"additionalProperties": false
},
"examples": {
"person": {
"value": {
"phone": "84912345678"
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/Forgotten"
},
"example": {
"journeys": 1
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/messages/{messageId}": {
"get": {
"operationId": "findMessage",
"tags": [
"messages"
],
"summary": "Look up a message, its attempts, receipts, cost and journey",
"description": "The phone is masked and the template's data left out, but for callers with the scope \`people\`: each of their looks is recorded. Only where journeys are stored. Needs the scope \`read\`.",
"security": [
{
"bearer": []
}
],
"parameters": [
{
"name": "messageId",
"in": "path",
"required": true,
"schema": {
"type": "string",
"pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
}
},
{
"name": "Prefer",
"in": "header",
"schema": {
"type": "string",
"const": "masked"
},
"description": "\`masked\`: phones are masked for callers with the scope \`people\`, too, and no look is recorded."
}
],
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/MessageDetails"
},
"example": {
"messageId": "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
"state": "failed",
"phone": "84*****5678",
"reference": "Đơn 42",
"templateId": "133214",
"app": "default",
"caller": "shop",
"labels": {
"hub": "han"
},
"createdAt": "2026-01-05T02:30:01.000Z",
"requestId": "zalomid.a941ccf8dd374daf",
"zaloError": -118,
"attempts": [
{
"attempt": 1,
"state": "failed",
"attemptedAt": "2026-01-05T02:30:01.000Z",
"requestId": "zalomid.a941ccf8dd374daf",
"zaloError": -118
}
],
"receipts": [
{
"receivedAt": "2026-01-05T02:30:06.000Z",
"messageId": "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
"receipt": {
"status": "failed",
"code": 17004,
"requestId": "zalomid.a941ccf8dd374daf",
"zaloRes": {
"error": -118,
"data": null
}
}
}
],
"journey": {
"journeyId": "1257624175686111232",
"phone": "84*****5678",
"tokenType": "token_logistics_7",
"reference": "Đơn 42",
"createdAt": "2026-01-05T02:30:00.000Z",
"expiresAt": "2026-01-12T02:30:00.000Z",
"state": "acknowledged",
"acknowledgedAt": "2026-01-05T02:30:04.000Z"
}
}
}
}
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/messages/search": {
"post": {
"operationId": "searchMessages",
"tags": [
"messages"
],
"summary": "Search messages, newest first",
"description": "Phones are masked. Conditions beside each other are looked for in the last 7 days, or in the 7 before \`createdBefore\`, unless \`createdFrom\` or \`day\` says otherwise; one alone, what waits (\`scheduled\`), and what is beside \`phone\`, \`reference\`, \`referenceFolded\` or \`referenceEnding\`, in all that is stored. For callers of some applications alone these are a condition. Only where journeys are stored. Needs the scope \`read\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"state": {
"type": "string",
"enum": [
"scheduled",
"unknown",
"accepted",
"sent",
"delivered",
"failed",
"refused",
"cancelled",
"superseded",
"expired"
],
"description": "Where the last attempt stands."
},
"phone": {
"type": "string",
"description": "With its country code; \`0…\` where the proxy has a default one.",
"examples": [
"84912345678"
]
},
"phoneEnding": {
"type": "string",
"description": "The last 4 digits of the phone.",
"pattern": "^[0-9]{4}$",
"examples": [
"5678"
]
},
"reference": {
"type": "string",
"description": "The reference of its journey, whole.",
"examples": [
"Đơn 42"
]
},
"referenceEnding": {
"type": "string",
"description": "The last 6 characters of the reference: case and tones do not matter, and đ is d.",
"examples": [
"don 42"
]
},
"referenceFolded": {
"type": "string",
"description": "The reference, of which case and tones do not matter, and đ is d.",
"examples": [
"don 42"
]
},
"templateId": {
"type": "string",
"minLength": 1,
"examples": [
"133214"
]
},
"code": {
"type": "integer",
"description": "NXCLOUD's code or Zalo's, of the last attempt.",
"examples": [
-118
]
},
"labels": {
"type": "object",
"description": "Up to five pairs, such as a shop or a trip; values of 1 to 40 characters, none of them a phone.",
"additionalProperties": {
"type": "string"
},
"examples": [
{
"hub": "han"
}
]
},
"day": {
"type": "string",
"format": "date",
"description": "A day; not beside \`createdFrom\` and \`createdBefore\`."
},
"timeZone": {
"type": "string",
"description": "The name of the time zone that has the day. Default: \`Asia/Ho_Chi_Minh\`."
},
"createdFrom": {
"type": "string",
"format": "date-time",
"description": "Created at this time or later."
},
"createdBefore": {
"type": "string",
"format": "date-time",
"description": "Created before this time."
},
"limit": {
"type": "integer",
"minimum": 1,
"maximum": 100,
"default": 50
},
"cursor": {
"type": "string",
"description": "The \`nextCursor\` of the page before."
},
"app": {
"type": "string",
"description": "The configured name of an application. Default: all of the caller's."
}
},
"additionalProperties": false,
"required": []
},
"examples": {
"parcel": {
"value": {
"referenceFolded": "don 42"
}
},
"caller": {
"value": {
"phoneEnding": "5678",
"referenceEnding": "don 42"
}
},
"failures": {
"value": {
"state": "failed",
"code": -118,
"day": "2026-01-05"
}
},
"hub": {
"value": {
"labels": {
"hub": "han"
},
"createdFrom": "2026-01-01T00:00:00+07:00"
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/MessagePage"
},
"example": {
"messages": [
{
"messageId": "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
"state": "failed",
"phone": "84*****5678",
"reference": "Đơn 42",
"templateId": "133214",
"app": "default",
"caller": "shop",
"labels": {
"hub": "han"
},
"createdAt": "2026-01-05T02:30:01.000Z",
"requestId": "zalomid.a941ccf8dd374daf",
"zaloError": -118
}
],
"nextCursor": null
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/stats": {
"post": {
"operationId": "countMessages",
"tags": [
"messages"
],
"summary": "Count messages",
"description": "Those that were asked for from one day to another, both included, 31 at most. Messages that have no such key have the key null. Only where journeys are stored. Needs the scope \`read\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"from": {
"type": "string",
"format": "date",
"description": "The first day."
},
"to": {
"type": "string",
"format": "date",
"description": "The last day, included."
},
"timeZone": {
"type": "string",
"description": "Whose days these are. Default: \`Asia/Ho_Chi_Minh\`."
},
"by": {
"type": "string",
"enum": [
"hour",
"state",
"code",
"template"
],
"default": "state",
"description": "What to count by."
},
"app": {
"type": "string",
"description": "The configured name of an application. Default: all of the caller's."
}
},
"required": [
"from",
"to"
],
"additionalProperties": false
},
"examples": {
"week": {
"value": {
"from": "2026-01-05",
"to": "2026-01-11"
}
},
"hours": {
"value": {
"from": "2026-01-05",
"to": "2026-01-05",
"by": "hour"
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/MessageStats"
},
"example": {
"rows": [
{
"key": "delivered",
"messages": 1180
},
{
"key": "failed",
"messages": 20
}
],
"messages": 1200
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/messages/bulk": {
"post": {
"operationId": "bulkMessages",
"tags": [
"messages"
],
"summary": "Send many messages again, or cancel many",
"description": "\`resend\`: those that a search by \`where\` finds and that had been refused, had failed or expired, in 20 seconds; what would meet every other one as well, such as a balance that is too low, ends it. \`cancel\`: those that wait. At most 1,000, and they are only counted unless \`dryRun\` is false. Only where journeys are stored. Needs the scope \`admin\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"action": {
"type": "string",
"enum": [
"resend",
"cancel"
],
"description": "What is done with them."
},
"where": {
"type": "object",
"properties": {
"state": {
"type": "string",
"enum": [
"scheduled",
"unknown",
"accepted",
"sent",
"delivered",
"failed",
"refused",
"cancelled",
"superseded",
"expired"
]
},
"phone": {
"type": "string"
},
"phoneEnding": {
"type": "string"
},
"reference": {
"type": "string"
},
"referenceEnding": {
"type": "string"
},
"referenceFolded": {
"type": "string"
},
"templateId": {
"type": "string",
"minLength": 1
},
"code": {
"type": "number"
},
"labels": {},
"day": {
"type": "string"
},
"timeZone": {
"type": "string"
},
"createdFrom": {},
"createdBefore": {},
"app": {
"type": "string"
}
},
"additionalProperties": false,
"description": "Conditions as \`/v1/messages/search\` has them, one at least."
},
"dryRun": {
"type": "boolean",
"default": true,
"description": "Whether they are only counted."
}
},
"required": [
"action",
"where"
],
"additionalProperties": false
},
"examples": {
"count": {
"value": {
"action": "resend",
"where": {
"state": "refused",
"code": 1102,
"day": "2026-01-05"
}
}
},
"again": {
"value": {
"action": "resend",
"where": {
"state": "refused",
"code": 1102,
"day": "2026-01-05"
},
"dryRun": false
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/BulkResult"
},
"example": {
"matched": 120,
"hasMore": false,
"resendable": 118,
"resent": 0,
"failed": {},
"left": 118
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/suppressions": {
"post": {
"operationId": "addSuppression",
"tags": [
"people"
],
"summary": "Stop messages to a person",
"description": "In one application, all of them, or those of one tag or template. The same again takes the place of the former. The audit records it. Only where journeys are stored. Needs the scope \`admin\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"phone": {
"type": "string",
"description": "With its country code; \`0…\` where the proxy has a default one.",
"examples": [
"84912345678"
]
},
"scope": {
"type": "string",
"pattern": "^(all|tag:[123]|template:\\\\S{1,100})$",
"description": "Which messages: \`all\` (the default), those of a tag such as \`tag:3\`, or of a template as in \`template:133214\`."
},
"reason": {
"type": "string",
"description": "A caller that sends to this phone is shown it: 1 to 200 characters, and no phone."
},
"until": {
"type": "string",
"format": "date-time",
"description": "Default: until it is removed."
},
"app": {
"type": "string",
"description": "The configured name of an application. Default: the proxy's default one."
}
},
"required": [
"phone",
"reason"
],
"additionalProperties": false
},
"examples": {
"everything": {
"value": {
"phone": "84912345678",
"reason": "asked for it at the counter"
}
},
"offers": {
"value": {
"phone": "84912345678",
"scope": "tag:3",
"reason": "wants no offers",
"until": "2030-01-01T00:00:00+07:00"
}
}
}
}
}
},
"responses": {
"201": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/Suppression"
},
"example": {
"suppressionId": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
"phone": "84*****5678",
"app": "default",
"scope": "all",
"source": "hand",
"createdAt": "2026-01-05T02:31:00.000Z",
"reason": "asked for it at the counter",
"caller": "desk"
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/suppressions/search": {
"post": {
"operationId": "searchSuppressions",
"tags": [
"people"
],
"summary": "Search who is not written to, newest first",
"description": "Those in force. Phones are masked, but for callers with the scope \`people\` who name one. Only where journeys are stored. Needs the scope \`read\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"phone": {
"type": "string",
"description": "With its country code; \`0…\` where the proxy has a default one.",
"examples": [
"84912345678"
]
},
"source": {
"type": "string",
"enum": [
"receipt",
"hand",
"restriction"
],
"description": "What made it: Zalo's refusal in a receipt, a caller, or the person's own request."
},
"limit": {
"type": "integer",
"minimum": 1,
"maximum": 100,
"default": 50
},
"cursor": {
"type": "string",
"description": "The \`nextCursor\` of the page before."
},
"app": {
"type": "string",
"description": "The configured name of an application. Default: all of the caller's."
}
},
"additionalProperties": false,
"required": []
},
"examples": {
"person": {
"value": {
"phone": "84912345678"
}
},
"refusals": {
"value": {
"source": "receipt",
"limit": 20
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/SuppressionPage"
},
"example": {
"suppressions": [
{
"suppressionId": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
"phone": "84*****5678",
"app": "default",
"scope": "tag:3",
"source": "receipt",
"createdAt": "2026-01-05T02:30:06.000Z",
"expiresAt": "2026-04-05T02:30:06.000Z",
"zaloError": -139
}
],
"nextCursor": null
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/suppressions/remove": {
"post": {
"operationId": "removeSuppressions",
"tags": [
"people"
],
"summary": "Let messages to a person out again",
"description": "The audit records it. Only where journeys are stored. Needs the scope \`admin\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"phone": {
"type": "string",
"description": "With its country code; \`0…\` where the proxy has a default one.",
"examples": [
"84912345678"
]
},
"scope": {
"type": "string",
"pattern": "^(all|tag:[123]|template:\\\\S{1,100})$",
"description": "Only that one, as in \`tag:3\`. Default: whichever there are."
},
"source": {
"type": "string",
"enum": [
"receipt",
"hand",
"restriction"
],
"description": "Default: \`receipt\` and \`hand\`; a restriction goes only where it is named."
},
"app": {
"type": "string",
"description": "The configured name of an application. Default: all of the caller's."
}
},
"required": [
"phone"
],
"additionalProperties": false
},
"examples": {
"person": {
"value": {
"phone": "84912345678"
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/RemovedSuppressions"
},
"example": {
"removed": 1
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/people/export": {
"post": {
"operationId": "exportPerson",
"tags": [
"people"
],
"summary": "Everything that is stored of a person",
"description": "For a person who asks what is known of them. The audit records it. Only where journeys are stored. Needs the scope \`people\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"phone": {
"type": "string",
"description": "With its country code; \`0…\` where the proxy has a default one.",
"examples": [
"84912345678"
]
}
},
"required": [
"phone"
],
"additionalProperties": false
},
"examples": {
"person": {
"value": {
"phone": "84912345678"
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/PersonExport"
},
"example": {
"request": {
"personRequestId": "0b9d3d0e-6a0f-4a6b-9f0e-2f6f3d1f2a11",
"kind": "export",
"phone": "84912345678",
"apps": null,
"caller": "desk",
"askedAt": "2026-01-06T02:00:00.000Z",
"doneAt": "2026-01-06T02:00:00.120Z",
"counts": {
"journeys": 1,
"messages": 1
}
},
"journeys": [
{
"journeyId": "1257624175686111232",
"phone": "84912345678",
"tokenType": "token_logistics_7",
"reference": "Đơn 42",
"createdAt": "2026-01-05T02:30:00.000Z",
"expiresAt": "2026-01-12T02:30:00.000Z",
"state": "acknowledged",
"acknowledgedAt": "2026-01-05T02:30:04.000Z"
}
],
"messages": [
{
"messageId": "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
"state": "failed",
"phone": "84912345678",
"reference": "Đơn 42",
"templateId": "133214",
"app": "default",
"caller": "shop",
"labels": {
"hub": "han"
},
"createdAt": "2026-01-05T02:30:01.000Z",
"requestId": "zalomid.a941ccf8dd374daf",
"zaloError": -118,
"templateData": {
"order": "Đơn 42"
},
"attempts": [
{
"attempt": 1,
"state": "failed",
"attemptedAt": "2026-01-05T02:30:01.000Z",
"requestId": "zalomid.a941ccf8dd374daf",
"zaloError": -118
}
]
}
],
"receipts": [],
"tasks": [
{
"messageId": "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
"state": "done",
"takenBy": "Nguyễn Văn A",
"doneAt": "2026-01-05T03:00:00.000Z"
}
],
"suppressions": [],
"requests": []
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/people/restrict": {
"post": {
"operationId": "restrictPerson",
"tags": [
"people"
],
"summary": "Write to a person no more, by their request",
"description": "What waits for them is cancelled, and what comes is refused, whatever its application, tag and template. No resend passes over it. It lasts until the suppression of source \`restriction\` is removed. A caller who is limited to applications stops those of theirs. The audit records it. Only where journeys are stored. Needs the scope \`admin\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"phone": {
"type": "string",
"description": "With its country code; \`0…\` where the proxy has a default one.",
"examples": [
"84912345678"
]
}
},
"required": [
"phone"
],
"additionalProperties": false
},
"examples": {
"person": {
"value": {
"phone": "84912345678"
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/PersonRequest"
},
"example": {
"personRequestId": "0b9d3d0e-6a0f-4a6b-9f0e-2f6f3d1f2a11",
"kind": "restrict",
"phone": "84*****5678",
"apps": null,
"caller": "desk",
"askedAt": "2026-01-06T02:00:00.000Z",
"doneAt": "2026-01-06T02:00:00.120Z",
"counts": {
"messages": 2
}
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/people/requests/search": {
"post": {
"operationId": "searchPersonRequests",
"tags": [
"people"
],
"summary": "Search what people have asked for, newest first",
"description": "Exports, restrictions and forgettings, each with what was done and how long it has been open. Phones are masked, but for callers with the scope \`people\` who name one. Only where journeys are stored. Needs the scope \`read\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"phone": {
"type": "string",
"description": "With its country code; \`0…\` where the proxy has a default one.",
"examples": [
"84912345678"
]
},
"kind": {
"type": "string",
"enum": [
"export",
"restrict",
"forget"
]
},
"state": {
"type": "string",
"enum": [
"open",
"done"
],
"description": "\`open\`: asked for and not done. Default: both."
},
"limit": {
"type": "integer",
"minimum": 1,
"maximum": 100,
"default": 50
},
"cursor": {
"type": "string",
"description": "The \`nextCursor\` of the page before."
}
},
"additionalProperties": false,
"required": []
},
"examples": {
"open": {
"value": {
"state": "open"
}
},
"person": {
"value": {
"phone": "84912345678"
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/PersonRequestPage"
},
"example": {
"requests": [
{
"personRequestId": "2c1d3d0e-6a0f-4a6b-9f0e-2f6f3d1f2a12",
"kind": "forget",
"phone": null,
"apps": [
"north"
],
"caller": "desk",
"askedAt": "2026-01-07T02:00:00.000Z",
"openForMs": 86400000,
"counts": {}
},
{
"personRequestId": "0b9d3d0e-6a0f-4a6b-9f0e-2f6f3d1f2a11",
"kind": "restrict",
"phone": "84*****5678",
"apps": null,
"caller": "desk",
"askedAt": "2026-01-06T02:00:00.000Z",
"doneAt": "2026-01-06T02:00:00.120Z",
"counts": {
"messages": 2
}
}
],
"nextCursor": null
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/events/search": {
"post": {
"operationId": "searchEvents",
"tags": [
"events"
],
"summary": "Search events and dead letters, newest first",
"description": "What is delivered to \`RECEIPTS_FORWARD_URL\` and \`EVENTS_TARGETS\`: what waits, what was delivered, and dead letters, which were given up after three days. Receipts that match no journey and no message, and what cannot be read, are dead letters from the start; of callers of some applications alone they are not seen. Phones are masked. Delivered events are stored for 90 days, dead letters for 30. Only where journeys are stored. Needs the scope \`admin\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"state": {
"type": "string",
"enum": [
"waiting",
"delivered",
"dead"
],
"description": "\`dead\`: given up, or of nothing that is known."
},
"type": {
"type": "string",
"minLength": 1
},
"messageId": {
"type": "string",
"minLength": 1
},
"createdFrom": {
"type": "string",
"format": "date-time",
"description": "Created at this time or later."
},
"createdBefore": {
"type": "string",
"format": "date-time",
"description": "Created before this time."
},
"limit": {
"type": "integer",
"minimum": 1,
"maximum": 100,
"default": 50
},
"cursor": {
"type": "string",
"description": "The \`nextCursor\` of the page before."
},
"app": {
"type": "string",
"description": "The configured name of an application. Default: all of the caller's."
}
},
"additionalProperties": false,
"required": []
},
"examples": {
"dead": {
"value": {
"state": "dead"
}
},
"undeliverable": {
"value": {
"type": "message.undeliverable",
"limit": 20
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/EventPage"
},
"example": {
"events": [
{
"eventId": "undeliverable_5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
"type": "message.undeliverable",
"state": "waiting",
"createdAt": "2026-01-05T02:31:00.000Z",
"messageId": "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
"tries": 2,
"dueAt": "2026-01-05T02:36:05.000Z",
"reason": "status_503"
}
],
"nextCursor": null
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/events/replay": {
"post": {
"operationId": "replayEvents",
"tags": [
"events"
],
"summary": "Deliver events again",
"description": "Those that were stored in a time, and were delivered or given up since; by the same \`webhook-id\`, so that a receiver that has one knows it. Where there are any, what waits for a target that is paused is tried at once. Only where journeys are stored. Needs the scope \`admin\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"from": {
"type": "string",
"format": "date-time",
"description": "Stored at this time or later."
},
"to": {
"type": "string",
"format": "date-time",
"description": "Stored before this time."
}
},
"required": [
"from",
"to"
],
"additionalProperties": false
},
"examples": {
"outage": {
"value": {
"from": "2026-01-05T08:00:00+07:00",
"to": "2026-01-05T10:00:00+07:00"
}
}
}
}
}
},
"responses": {
"202": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/ReplayedEvents"
},
"example": {
"replayed": 12
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/account": {
"post": {
"operationId": "oaQuality",
"tags": [
"account"
],
"summary": "Ask how Zalo rates the official account",
"description": "NXCLOUD is asked at most once a minute for each application. \`quota\` is what the newest receipt of today tells, by Vietnam's day, where journeys are stored; NXCLOUD is not asked for it. Needs the scope \`read\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"app": {
"type": "string",
"description": "The configured name of an application. Default: the proxy's default one."
}
},
"additionalProperties": false,
"required": []
},
"examples": {
"default": {
"value": {}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/Account"
},
"example": {
"quota": {
"remaining": 4999,
"daily": 5000,
"at": "2026-01-05T02:30:02.000Z"
},
"quality": {
"current": "HIGH",
"sevenDays": "HIGH",
"at": "2026-01-05T02:30:00.000Z"
}
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"502": {
"$ref": "#/components/responses/Problem502"
},
"503": {
"$ref": "#/components/responses/Problem503"
},
"504": {
"$ref": "#/components/responses/Problem504"
}
}
}
},
"/v1/me": {
"get": {
"operationId": "readMe",
"tags": [
"service"
],
"summary": "Who asks, and what they may do",
"description": "Any caller may ask.",
"security": [
{
"bearer": []
}
],
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/Me"
},
"example": {
"caller": "desk",
"scopes": [
"send",
"read"
],
"apps": [
"default"
]
}
}
}
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/templates": {
"get": {
"operationId": "readTemplates",
"tags": [
"messages"
],
"summary": "The approved templates and their variables",
"description": "Messages are held against them before anything is sent: 422 \`template_mismatch\` says what does not fit. Needs the scope \`read\`.",
"security": [
{
"bearer": []
}
],
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/TemplateList"
},
"example": {
"templates": [
{
"id": "133214",
"name": "Giao hàng",
"tag": 2,
"language": "vi",
"variables": {
"customer_name": {
"type": "text",
"maxLength": 30,
"onTooLong": "shorten"
},
"total": {
"type": "money"
}
},
"price": {
"amount": "200",
"currency": "VND"
}
}
]
}
}
}
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/audit/search": {
"post": {
"operationId": "searchAudit",
"tags": [
"audit"
],
"summary": "Search the audit, newest first",
"description": "Entries are added before what they are about is answered; they are never changed, and deleted when they are two years old. No phone is in them. Callers of some applications see what is about one of these alone. Only where journeys are stored. Needs the scope \`admin\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"action": {
"type": "string",
"enum": [
"look",
"delete",
"forget",
"resend",
"correct",
"cancel",
"bulk",
"close",
"invite",
"sign_in",
"sign_out",
"take",
"task",
"suppress",
"lift",
"export",
"restrict",
"replay"
],
"description": "What was done."
},
"caller": {
"type": "string",
"minLength": 1,
"description": "Who did it."
},
"subject": {
"type": "string",
"minLength": 1,
"description": "The id of a message or of a journey, a month, or the name of who was signed out."
},
"phone": {
"type": "string",
"description": "Of a person: what is about them, their messages and their journeys.",
"examples": [
"84912345678"
]
},
"recordedFrom": {
"type": "string",
"format": "date-time",
"description": "Recorded at this time or later."
},
"recordedBefore": {
"type": "string",
"format": "date-time",
"description": "Recorded before this time."
},
"limit": {
"type": "integer",
"minimum": 1,
"maximum": 100,
"default": 50
},
"cursor": {
"type": "string",
"description": "The \`nextCursor\` of the page before."
},
"app": {
"type": "string",
"description": "The configured name of an application. Default: all of the caller's."
}
},
"additionalProperties": false,
"required": []
},
"examples": {
"looks": {
"value": {
"action": "look",
"recordedFrom": "2026-01-01T00:00:00+07:00"
}
},
"everything": {
"value": {}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/AuditPage"
},
"example": {
"entries": [
{
"auditId": "0f8fad5bd9cb469fa16570867728950e",
"recordedAt": "2026-01-05T02:31:00.000Z",
"action": "look",
"caller": "desk",
"app": "default",
"subject": "1257624175686111232"
},
{
"auditId": "7c9e6679f3a44d6aa0c3a1e1e2f0c5b4",
"recordedAt": "2026-01-05T02:30:00.000Z",
"action": "bulk",
"caller": "lead",
"app": "default",
"counts": {
"messages": 118,
"resent": 117,
"failed": 1
},
"where": {
"state": "failed",
"day": "2026-01-04",
"hidden": [
"reference"
]
}
}
],
"nextCursor": null
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/costs": {
"post": {
"operationId": "readCosts",
"tags": [
"costs"
],
"summary": "Sum up what NXCLOUD charged within some days",
"description": "By its receipts, at its own time of each charge; also of what was swept or forgotten since. \`uncharged\` is what was accepted and no receipt has charged. With \`format: csv\` the rows are a table (\`text/csv\`) that spreadsheets of the \`language\` open. Only where journeys are stored. Needs the scope \`read\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"from": {
"type": "string",
"format": "date",
"description": "The first day."
},
"to": {
"type": "string",
"format": "date",
"description": "The last day, at most 400 after the first."
},
"timeZone": {
"type": "string",
"description": "Whose days: a name or an offset such as \`+08:00\`. Default: \`Asia/Ho_Chi_Minh\`.",
"examples": [
"+08:00"
]
},
"groupBy": {
"type": "string",
"description": "\`day\`, \`template\`, \`tokenType\`, \`app\`, \`caller\` or \`label:NAME\`. Default: one row for each currency.",
"pattern": "^(day|template|tokenType|app|caller|label:.{1,40})$"
},
"format": {
"type": "string",
"enum": [
"json",
"csv"
],
"description": "Default: \`json\`."
},
"language": {
"type": "string",
"enum": [
"vi",
"en"
],
"description": "Of a table. Default: \`vi\`: \`;\` between cells, and a decimal comma."
}
},
"required": [
"from",
"to"
],
"additionalProperties": false
},
"examples": {
"days": {
"value": {
"from": "2026-11-01",
"to": "2026-11-30",
"groupBy": "day"
}
},
"nxcloudsMonth": {
"value": {
"from": "2026-11-01",
"to": "2026-11-30",
"timeZone": "+08:00"
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/Costs"
},
"example": {
"rows": [
{
"key": "2026-11-30",
"journeys": 2,
"messages": 1,
"amount": "560",
"currency": "VND"
}
],
"total": [
{
"journeys": 2,
"messages": 1,
"amount": "560",
"currency": "VND"
}
],
"uncharged": {
"journeys": 1,
"messages": 0,
"estimate": [
{
"amount": "180",
"currency": "VND"
}
]
}
}
},
"text/csv": {
"schema": {
"type": "string"
},
"example": "Nhóm;Số hành trình;Số tin nhắn;Số tiền;Tiền tệ\\r\\n2026-11-30;2;1;560;VND\\r\\n"
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/costs/reconcile": {
"post": {
"operationId": "reconcile",
"tags": [
"costs"
],
"summary": "Hold NXCLOUD's statement against what was charged",
"description": "Of the charges whose own time is within the days, at most 50,000 of them: ask for fewer days where there are more. At most 4 MiB. Only where journeys are stored. Needs the scope \`read\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"from": {
"type": "string",
"format": "date",
"description": "The first day."
},
"to": {
"type": "string",
"format": "date",
"description": "The last day, at most 400 after the first."
},
"timeZone": {
"type": "string",
"description": "Whose days: a name or an offset such as \`+08:00\`. Default: \`Asia/Ho_Chi_Minh\`.",
"examples": [
"+08:00"
]
},
"rows": {
"type": "array",
"items": {
"type": "object",
"properties": {
"id": {
"type": "string",
"minLength": 1
},
"time": {
"type": "string"
},
"amount": {
"type": "string"
},
"currency": {
"type": "string",
"minLength": 1
}
},
"required": [
"id",
"time",
"amount",
"currency"
],
"additionalProperties": false
}
}
},
"required": [
"from",
"to",
"rows"
],
"additionalProperties": false
},
"examples": {
"statement": {
"value": {
"from": "2026-11-01",
"to": "2026-11-30",
"timeZone": "+08:00",
"rows": [
{
"id": "1257624175686111232",
"time": "2026-11-05 10:30:04",
"amount": "180",
"currency": "VND"
}
]
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/Reconciliation"
},
"example": {
"same": [
"1257624175686111232"
],
"onlyOurs": [
{
"chargedAt": "2026-01-05T02:30:04.000Z",
"journeyId": "1257624175686111233",
"messageId": "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
"requestId": "zalomid.a941ccf8dd374daf",
"amount": "180",
"currency": "VND"
}
],
"onlyTheirs": [
{
"id": "1257624175686111234",
"time": "2026-01-31 23:30:00",
"amount": "180",
"currency": "VND"
}
],
"otherPrice": []
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/costs/close": {
"post": {
"operationId": "closeMonth",
"tags": [
"costs"
],
"summary": "Close a month, and those before it",
"description": "Of Vietnam's calendar, once it is over. What is charged in it later counts from the start of the open month on. Only where journeys are stored. Needs the scope \`admin\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"month": {
"type": "string",
"description": "Such as \`2026-11\`.",
"pattern": "^[0-9]{4}-[0-9]{2}$"
}
},
"required": [
"month"
],
"additionalProperties": false
},
"examples": {
"november": {
"value": {
"month": "2026-11"
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/ClosedMonth"
},
"example": {
"month": "2026-01",
"closedAt": "2026-01-31T17:00:00.000Z"
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/sessions": {
"post": {
"operationId": "invitePerson",
"tags": [
"console"
],
"summary": "Make a link that signs a person in to the console",
"description": "Good once, within 15 minutes, for a session of 12 hours. Who calls may have any role made: \`admin\` is all of them. A session may use every application: a caller who is limited to some (\`apps\`) makes no link. It leads to \`PUBLIC_URL\`; without that, to where the console's page is that asks, or to the host that is asked. Only where journeys are stored. Needs the scope \`admin\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"name": {
"type": "string",
"description": "As the audit is to name them."
},
"role": {
"type": "string",
"enum": [
"agent",
"lead",
"bookkeeper",
"developer"
],
"description": "What they may do: a set of scopes."
}
},
"required": [
"name",
"role"
],
"additionalProperties": false
},
"examples": {
"agent": {
"value": {
"name": "Nguyễn Văn A",
"role": "agent"
}
}
}
}
}
},
"responses": {
"201": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/Invitation"
},
"example": {
"name": "Nguyễn Văn A",
"role": "agent",
"url": "https://zalo.example/console/#link=5f0c…",
"expiresAt": "2026-01-05T02:45:00.000Z"
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/sessions/end": {
"post": {
"operationId": "endSessions",
"tags": [
"console"
],
"summary": "End all sessions of a person",
"description": "At once, in every browser, and the links of that name that were not used begin none any more. The name is told apart by every letter. A person whose sessions are ended may be invited again. A caller who is limited to some applications (\`apps\`) ends none. Only where journeys are stored. Needs the scope \`admin\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"name": {
"type": "string",
"description": "As they were invited."
}
},
"required": [
"name"
],
"additionalProperties": false
},
"examples": {
"one": {
"value": {
"name": "Nguyễn Văn A"
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/EndedSessions"
},
"example": {
"name": "Nguyễn Văn A",
"ended": 2
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/tasks/search": {
"post": {
"operationId": "searchTasks",
"tags": [
"console"
],
"summary": "Search the work list, newest message first",
"description": "Messages that failed, were refused or expired, and those of which nothing has told for a minute, until they are done. Phones are masked. With \`format: csv\` it is a table of at most 5,000 rows (\`text/csv\`) that spreadsheets of the \`language\` open. Only where journeys are stored. Needs the scope \`send\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"state": {
"type": "string",
"enum": [
"open",
"taken",
"done"
],
"description": "Default: \`open\` and \`taken\`."
},
"reason": {
"type": "string",
"enum": [
"unknown",
"failed",
"refused",
"expired"
],
"description": "The state of the message."
},
"takenBy": {
"type": "string",
"minLength": 1,
"description": "Who has them."
},
"limit": {
"type": "integer",
"minimum": 1,
"maximum": 100,
"default": 50
},
"cursor": {
"type": "string",
"description": "The \`nextCursor\` of the page before."
},
"app": {
"type": "string",
"description": "The configured name of an application. Default: all of the caller's."
},
"format": {
"type": "string",
"enum": [
"json",
"csv"
],
"description": "Default: \`json\`."
},
"language": {
"type": "string",
"enum": [
"vi",
"en"
],
"description": "Of a table. Default: \`vi\`: \`;\` between cells."
}
},
"additionalProperties": false,
"required": []
},
"examples": {
"open": {
"value": {
"state": "open"
}
},
"mine": {
"value": {
"takenBy": "Nguyễn Văn A"
}
},
"everything": {
"value": {}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/TaskPage"
},
"example": {
"tasks": [
{
"state": "open",
"message": {
"messageId": "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
"state": "failed",
"phone": "84*****5678",
"reference": "Đơn 42",
"templateId": "133214",
"app": "default",
"caller": "shop",
"labels": {
"hub": "han"
},
"createdAt": "2026-01-05T02:30:01.000Z",
"requestId": "zalomid.a941ccf8dd374daf",
"zaloError": -118
}
}
],
"nextCursor": null
}
},
"text/csv": {
"schema": {
"type": "string"
},
"example": "Lúc gửi;Mã đơn;Điện thoại;Mẫu tin;Trạng thái;Mã lỗi;Việc;Người nhận việc;Đã gọi lúc;Ghi chú;Xong lúc;Mã tin nhắn\\r\\n"
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/tasks/take": {
"post": {
"operationId": "takeTask",
"tags": [
"console"
],
"summary": "Take a task",
"description": "Of all who ask, one has it: \`isTaken\` says whether it is the caller, and \`takenBy\` who it is. Only where journeys are stored. Needs the scope \`send\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"messageId": {
"type": "string"
},
"force": {
"type": "boolean",
"default": false,
"description": "Also from another one: for callers with the scope \`admin\`."
}
},
"required": [
"messageId"
],
"additionalProperties": false
},
"examples": {
"one": {
"value": {
"messageId": "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10"
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/TakenTask"
},
"example": {
"isTaken": true,
"task": {
"state": "taken",
"message": {
"messageId": "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
"state": "failed",
"phone": "84*****5678",
"reference": "Đơn 42",
"templateId": "133214",
"app": "default",
"caller": "shop",
"labels": {
"hub": "han"
},
"createdAt": "2026-01-05T02:30:01.000Z",
"requestId": "zalomid.a941ccf8dd374daf",
"zaloError": -118
},
"takenBy": "Nguyễn Văn A",
"takenAt": "2026-01-05T03:00:00.000Z"
}
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/tasks/update": {
"post": {
"operationId": "updateTask",
"tags": [
"console"
],
"summary": "Write down what was done about a task",
"description": "It is the caller's from then on. 403 \`forbidden\` where another one has it, but for callers with the scope \`admin\`. Only where journeys are stored. Needs the scope \`send\`.",
"security": [
{
"bearer": []
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"messageId": {
"type": "string"
},
"called": {
"type": "boolean",
"description": "Whether the recipient was called: now, or not at all."
},
"note": {
"type": "string",
"description": "Up to 1,000 characters, stored encrypted; empty for none."
},
"done": {
"type": "boolean",
"description": "Whether it is done."
},
"release": {
"type": "boolean",
"description": "\`true\` gives it back."
}
},
"required": [
"messageId"
],
"additionalProperties": false
},
"examples": {
"called": {
"value": {
"messageId": "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
"called": true,
"note": "Khách hẹn chiều"
}
},
"done": {
"value": {
"messageId": "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
"done": true
}
}
}
}
}
},
"responses": {
"200": {
"description": "Done.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/Task"
},
"example": {
"state": "taken",
"message": {
"messageId": "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
"state": "failed",
"phone": "84*****5678",
"reference": "Đơn 42",
"templateId": "133214",
"app": "default",
"caller": "shop",
"labels": {
"hub": "han"
},
"createdAt": "2026-01-05T02:30:01.000Z",
"requestId": "zalomid.a941ccf8dd374daf",
"zaloError": -118
},
"takenBy": "Nguyễn Văn A",
"takenAt": "2026-01-05T03:00:00.000Z",
"calledAt": "2026-01-05T03:02:00.000Z",
"note": "Khách hẹn chiều"
}
}
}
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/v1/receipts/{key}": {
"post": {
"operationId": "receiveReceipt",
"tags": [
"receipts"
],
"summary": "Take a receipt of NXCLOUD's",
"description": "Exists only where receipts are taken. It is accepted when the answer is 200; otherwise NXCLOUD sends it again.",
"security": [],
"parameters": [
{
"name": "key",
"in": "path",
"required": true,
"description": "A secret.",
"schema": {
"type": "string"
}
}
],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"additionalProperties": true
}
}
}
},
"responses": {
"200": {
"description": "Accepted.",
"content": {
"text/plain": {
"schema": {
"type": "string",
"const": "success"
},
"example": "success"
}
}
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"description": "Not accepted.",
"content": {
"text/plain": {
"schema": {
"type": "string",
"const": "error"
},
"example": "error"
}
}
}
}
}
},
"/console/session": {
"post": {
"operationId": "beginSession",
"tags": [
"console"
],
"summary": "Sign in to the console",
"description": "By the secret of a link, once: the answer sets a cookie (\`HttpOnly\`, \`SameSite=Strict\`) for 12 hours. Only from a page of the same origin. Only where journeys are stored.",
"security": [],
"requestBody": {
"required": true,
"content": {
"application/json": {
"schema": {
"type": "object",
"properties": {
"token": {
"type": "string"
}
},
"required": [
"token"
]
},
"examples": {
"link": {
"value": {
"token": "the fragment's"
}
}
}
}
}
},
"responses": {
"204": {
"description": "Done."
},
"400": {
"$ref": "#/components/responses/Problem400"
},
"401": {
"$ref": "#/components/responses/Problem401"
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"413": {
"$ref": "#/components/responses/Problem413"
},
"415": {
"$ref": "#/components/responses/Problem415"
},
"422": {
"$ref": "#/components/responses/Problem422"
},
"429": {
"$ref": "#/components/responses/Problem429"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
},
"delete": {
"operationId": "endSession",
"tags": [
"console"
],
"summary": "Sign out of the console",
"description": "Ends the session and deletes the cookie. Only from a page of the same origin. Only where journeys are stored.",
"security": [],
"responses": {
"204": {
"description": "Done."
},
"403": {
"$ref": "#/components/responses/Problem403"
},
"404": {
"$ref": "#/components/responses/Problem404"
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"500": {
"$ref": "#/components/responses/Problem500"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/healthz": {
"get": {
"operationId": "checkLiveness",
"tags": [
"service"
],
"summary": "Does the process live?",
"description": "Nothing but the process itself is looked at.",
"security": [],
"responses": {
"200": {
"description": "Yes.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/Health"
},
"example": {
"status": "ok"
}
}
}
},
"405": {
"$ref": "#/components/responses/Problem405"
}
}
}
},
"/readyz": {
"get": {
"operationId": "checkReadiness",
"tags": [
"service"
],
"summary": "Does it take calls?",
"description": "Also looks whether the journey store can be used, where there is one.",
"security": [],
"responses": {
"200": {
"description": "Yes.",
"content": {
"application/json": {
"schema": {
"$ref": "#/components/schemas/Health"
},
"example": {
"status": "ready"
}
}
}
},
"405": {
"$ref": "#/components/responses/Problem405"
},
"503": {
"$ref": "#/components/responses/Problem503"
}
}
}
},
"/openapi.json": {
"get": {
"operationId": "readDocument",
"tags": [
"service"
],
"summary": "This document",
"description": "Its \`servers\` say where the proxy is mounted.",
"security": [],
"responses": {
"200": {
"description": "OpenAPI 3.1.",
"content": {
"application/json": {
"schema": {
"type": "object",
"additionalProperties": true
},
"example": {
"openapi": "3.1.1"
}
}
}
},
"405": {
"$ref": "#/components/responses/Problem405"
}
}
}
}
},
"components": {
"securitySchemes": {
"bearer": {
"type": "http",
"scheme": "bearer",
"description": "A key, or a JWT where it is configured."
}
},
"schemas": {
"MessageToPhone": {
"type": "object",
"properties": {
"phone": {
"type": "string",
"description": "With its country code; \`0…\` where the proxy has a default one.",
"examples": [
"84912345678"
]
},
"journeyToken": {
"type": "string",
"description": "The token of a journey."
},
"templateId": {
"type": "string",
"minLength": 1,
"examples": [
"133214"
]
},
"templateData": {
"type": "object",
"description": "The template's variables.",
"additionalProperties": {
"type": [
"string",
"number",
"boolean"
]
},
"examples": [
{
"order": "Đơn 42",
"total": 120000
}
]
},
"drWebhook": {
"type": "string",
"description": "Where receipts go; only on hosts that the proxy lists.",
"maxLength": 256,
"format": "uri"
},
"ext": {
"type": "string",
"description": "Comes back in receipts: at most 65,535 bytes."
},
"labels": {
"type": "object",
"description": "Up to five pairs, such as a shop or a trip; values of 1 to 40 characters, none of them a phone.",
"additionalProperties": {
"type": "string"
},
"examples": [
{
"hub": "han"
}
]
},
"sendAt": {
"type": "string",
"format": "date-time",
"description": "When it is to go out, at most 90 days ahead; in the past, it goes at once. Default: at once. Messages whose template has tag 2 or 3 wait until their quiet hours end."
},
"notAfter": {
"type": "string",
"format": "date-time",
"description": "By when it has to have gone out; later it is \`expired\`, and never sent. Default: 15 minutes after the time that was asked for where the template has tag 1, otherwise 24 hours."
},
"topic": {
"type": "string",
"description": "With a \`reference\`: a newer message of the same topic takes the place of one that still waits.",
"examples": [
"arrival"
]
},
"lane": {
"type": "string",
"enum": [
"batch"
],
"description": "\`batch\`: at the account's pace, others go first."
},
"app": {
"type": "string",
"description": "The configured name of an application. Default: the proxy's default one."
}
},
"required": [
"phone",
"templateId",
"templateData"
],
"additionalProperties": false,
"description": "To a phone, on a journey whose token the caller holds, or on none."
},
"MessageOnJourney": {
"type": "object",
"properties": {
"journeyId": {
"type": "string",
"description": "The id of a stored journey.",
"examples": [
"1257624175686111232"
]
},
"templateId": {
"type": "string",
"minLength": 1,
"examples": [
"133214"
]
},
"templateData": {
"type": "object",
"description": "The template's variables.",
"additionalProperties": {
"type": [
"string",
"number",
"boolean"
]
},
"examples": [
{
"order": "Đơn 42",
"total": 120000
}
]
},
"drWebhook": {
"type": "string",
"description": "Where receipts go; only on hosts that the proxy lists.",
"maxLength": 256,
"format": "uri"
},
"ext": {
"type": "string",
"description": "Comes back in receipts: at most 65,535 bytes."
},
"labels": {
"type": "object",
"description": "Up to five pairs, such as a shop or a trip; values of 1 to 40 characters, none of them a phone.",
"additionalProperties": {
"type": "string"
},
"examples": [
{
"hub": "han"
}
]
},
"sendAt": {
"type": "string",
"format": "date-time",
"description": "When it is to go out, at most 90 days ahead; in the past, it goes at once. Default: at once. Messages whose template has tag 2 or 3 wait until their quiet hours end."
},
"notAfter": {
"type": "string",
"format": "date-time",
"description": "By when it has to have gone out; later it is \`expired\`, and never sent. Default: 15 minutes after the time that was asked for where the template has tag 1, otherwise 24 hours."
},
"topic": {
"type": "string",
"description": "With a \`reference\`: a newer message of the same topic takes the place of one that still waits.",
"examples": [
"arrival"
]
},
"lane": {
"type": "string",
"enum": [
"batch"
],
"description": "\`batch\`: at the account's pace, others go first."
},
"app": {
"type": "string",
"description": "The configured name of an application. Default: the proxy's default one."
}
},
"required": [
"journeyId",
"templateId",
"templateData"
],
"additionalProperties": false,
"description": "On a stored journey, which has the phone and the token."
},
"MessageByReference": {
"type": "object",
"properties": {
"phone": {
"type": "string",
"description": "With its country code; \`0…\` where the proxy has a default one.",
"examples": [
"84912345678"
]
},
"tokenType": {
"type": "string",
"enum": [
"token_logistics_7",
"token_logistics_30",
"token_coach_bus_7",
"token_coach_bus_30"
],
"description": "The number is the token's life in days."
},
"reference": {
"type": "string",
"description": "Your own name for the journey: 1 to 128 characters.",
"examples": [
"Đơn 42"
]
},
"templateId": {
"type": "string",
"minLength": 1,
"examples": [
"133214"
]
},
"templateData": {
"type": "object",
"description": "The template's variables.",
"additionalProperties": {
"type": [
"string",
"number",
"boolean"
]
},
"examples": [
{
"order": "Đơn 42",
"total": 120000
}
]
},
"drWebhook": {
"type": "string",
"description": "Where receipts go; only on hosts that the proxy lists.",
"maxLength": 256,
"format": "uri"
},
"ext": {
"type": "string",
"description": "Comes back in receipts: at most 65,535 bytes."
},
"labels": {
"type": "object",
"description": "Up to five pairs, such as a shop or a trip; values of 1 to 40 characters, none of them a phone.",
"additionalProperties": {
"type": "string"
},
"examples": [
{
"hub": "han"
}
]
},
"sendAt": {
"type": "string",
"format": "date-time",
"description": "When it is to go out, at most 90 days ahead; in the past, it goes at once. Default: at once. Messages whose template has tag 2 or 3 wait until their quiet hours end."
},
"notAfter": {
"type": "string",
"format": "date-time",
"description": "By when it has to have gone out; later it is \`expired\`, and never sent. Default: 15 minutes after the time that was asked for where the template has tag 1, otherwise 24 hours."
},
"topic": {
"type": "string",
"description": "With a \`reference\`: a newer message of the same topic takes the place of one that still waits.",
"examples": [
"arrival"
]
},
"lane": {
"type": "string",
"enum": [
"batch"
],
"description": "\`batch\`: at the account's pace, others go first."
},
"app": {
"type": "string",
"description": "The configured name of an application. Default: the proxy's default one."
}
},
"required": [
"phone",
"tokenType",
"reference",
"templateId",
"templateData"
],
"additionalProperties": false,
"description": "On the journey of an order: it is opened, or the live one is taken."
},
"MessageOnReference": {
"type": "object",
"properties": {
"reference": {
"type": "string",
"description": "Your own name for the journey: 1 to 128 characters.",
"examples": [
"Đơn 42"
]
},
"templateId": {
"type": "string",
"minLength": 1,
"examples": [
"133214"
]
},
"templateData": {
"type": "object",
"description": "The template's variables.",
"additionalProperties": {
"type": [
"string",
"number",
"boolean"
]
},
"examples": [
{
"order": "Đơn 42",
"total": 120000
}
]
},
"drWebhook": {
"type": "string",
"description": "Where receipts go; only on hosts that the proxy lists.",
"maxLength": 256,
"format": "uri"
},
"ext": {
"type": "string",
"description": "Comes back in receipts: at most 65,535 bytes."
},
"labels": {
"type": "object",
"description": "Up to five pairs, such as a shop or a trip; values of 1 to 40 characters, none of them a phone.",
"additionalProperties": {
"type": "string"
},
"examples": [
{
"hub": "han"
}
]
},
"sendAt": {
"type": "string",
"format": "date-time",
"description": "When it is to go out, at most 90 days ahead; in the past, it goes at once. Default: at once. Messages whose template has tag 2 or 3 wait until their quiet hours end."
},
"notAfter": {
"type": "string",
"format": "date-time",
"description": "By when it has to have gone out; later it is \`expired\`, and never sent. Default: 15 minutes after the time that was asked for where the template has tag 1, otherwise 24 hours."
},
"topic": {
"type": "string",
"description": "With a \`reference\`: a newer message of the same topic takes the place of one that still waits.",
"examples": [
"arrival"
]
},
"lane": {
"type": "string",
"enum": [
"batch"
],
"description": "\`batch\`: at the account's pace, others go first."
},
"app": {
"type": "string",
"description": "The configured name of an application. Default: the proxy's default one."
}
},
"required": [
"reference",
"templateId",
"templateData"
],
"additionalProperties": false,
"description": "On the one live journey that has a reference: two are a problem, \`reference_ambiguous\`. After a correction it is the corrected one."
},
"Journey": {
"type": "object",
"properties": {
"journeyId": {
"type": "string",
"pattern": "^[0-9]+$"
},
"token": {
"type": "string",
"description": "A capability. Left out for callers without the scope \`tokens\`."
},
"phone": {
"type": "string",
"pattern": "^[0-9]{8,15}$",
"description": "As it was sent: digits only."
},
"tokenType": {
"type": "string"
},
"expiresAt": {
"format": "date-time",
"type": "string",
"description": "An estimate: now plus the type's days."
},
"reused": {
"type": "boolean",
"description": "Whether it had been created before. Only where journeys are stored."
},
"simulated": {
"type": "boolean",
"const": true
}
},
"required": [
"journeyId",
"phone",
"tokenType",
"expiresAt"
]
},
"JourneyTokenState": {
"type": "object",
"properties": {
"tokenType": {
"type": "string"
},
"createdAt": {
"format": "date-time",
"type": "string"
},
"expiresAt": {
"format": "date-time",
"type": "string"
},
"appId": {
"type": "string",
"description": "Of the Zalo application."
},
"oaId": {
"type": "string",
"description": "Of the Zalo official account."
}
},
"required": [
"tokenType",
"createdAt",
"expiresAt",
"appId",
"oaId"
]
},
"SentMessage": {
"type": "object",
"properties": {
"requestId": {
"type": [
"string",
"null"
],
"description": "NXCLOUD's id of the message; null where it gave none."
},
"messageId": {
"type": "string",
"description": "Ours. Only where journeys are stored."
},
"state": {
"type": "string",
"enum": [
"scheduled",
"unknown",
"accepted",
"sent",
"delivered",
"failed",
"refused",
"cancelled",
"superseded",
"expired"
]
},
"sendAt": {
"format": "date-time",
"type": "string"
},
"heldFor": {
"type": "string",
"enum": [
"quiet_hours",
"quota",
"retry"
]
},
"journeyId": {
"type": "string",
"pattern": "^[0-9]+$",
"description": "The stored journey that it belongs to."
},
"passedOver": {
"type": "array",
"items": {
"$ref": "#/components/schemas/PassedOver"
},
"description": "What receipts had said of the recipient, and a resend passed over."
},
"simulated": {
"type": "boolean",
"const": true
}
},
"required": [
"requestId"
]
},
"CancelledMessage": {
"type": "object",
"properties": {
"messageId": {
"type": "string"
},
"state": {
"type": "string",
"const": "cancelled"
}
},
"required": [
"messageId",
"state"
]
},
"Money": {
"type": "object",
"properties": {
"amount": {
"type": "string",
"description": "Decimal text."
},
"currency": {
"type": "string"
}
},
"required": [
"amount",
"currency"
]
},
"JourneyView": {
"type": "object",
"properties": {
"journeyId": {
"type": "string",
"pattern": "^[0-9]+$"
},
"phone": {
"type": "string",
"pattern": "^[0-9]{2}(\\\\*{5}[0-9]{4}|[0-9]{6,13})$",
"description": "Masked: \`84*****5678\`."
},
"tokenType": {
"type": "string"
},
"reference": {
"type": "string"
},
"simulated": {
"type": "boolean",
"const": true
},
"createdAt": {
"format": "date-time",
"type": "string"
},
"expiresAt": {
"format": "date-time",
"type": "string",
"description": "An estimate: the time of its creation plus the type's days."
},
"state": {
"type": "string",
"enum": [
"open",
"acknowledged",
"over"
]
},
"acknowledgedAt": {
"format": "date-time",
"type": "string",
"description": "Since when it is charged."
},
"endedAt": {
"format": "date-time",
"type": "string",
"description": "When NXCLOUD or Zalo said that its token is over."
}
},
"required": [
"journeyId",
"phone",
"tokenType",
"createdAt",
"expiresAt",
"state"
]
},
"JourneyDetails": {
"type": "object",
"properties": {
"journeyId": {
"type": "string",
"pattern": "^[0-9]+$"
},
"phone": {
"type": "string",
"pattern": "^[0-9]{2}(\\\\*{5}[0-9]{4}|[0-9]{6,13})$",
"description": "Whole for callers with the scope \`people\`; otherwise masked, as \`84*****5678\`, wherever it stands."
},
"tokenType": {
"type": "string"
},
"reference": {
"type": "string"
},
"simulated": {
"type": "boolean",
"const": true
},
"createdAt": {
"format": "date-time",
"type": "string"
},
"expiresAt": {
"format": "date-time",
"type": "string",
"description": "An estimate: the time of its creation plus the type's days."
},
"state": {
"type": "string",
"enum": [
"open",
"acknowledged",
"over"
]
},
"acknowledgedAt": {
"format": "date-time",
"type": "string",
"description": "Since when it is charged."
},
"endedAt": {
"format": "date-time",
"type": "string",
"description": "When NXCLOUD or Zalo said that its token is over."
},
"cost": {
"$ref": "#/components/schemas/Money",
"description": "What its acknowledgement says: it is charged once."
},
"messages": {
"maxItems": 200,
"type": "array",
"items": {
"$ref": "#/components/schemas/MessageView"
},
"description": "The newest, oldest first."
},
"receipts": {
"maxItems": 1000,
"type": "array",
"items": {
"$ref": "#/components/schemas/ReceiptView"
},
"description": "The acknowledgements and the newest of the others, oldest first."
}
},
"required": [
"journeyId",
"phone",
"tokenType",
"createdAt",
"expiresAt",
"state",
"messages",
"receipts"
]
},
"MessageView": {
"type": "object",
"properties": {
"messageId": {
"type": "string",
"description": "Made before the message is sent."
},
"requestId": {
"type": [
"string",
"null"
]
},
"templateId": {
"type": "string"
},
"ext": {
"type": "string"
},
"createdAt": {
"format": "date-time",
"type": "string"
},
"state": {
"type": "string",
"enum": [
"scheduled",
"unknown",
"accepted",
"sent",
"delivered",
"failed",
"refused",
"cancelled",
"superseded",
"expired"
],
"description": "\`unknown\`: it may have been sent. \`accepted\`: NXCLOUD has it. \`sent\`: Zalo has it."
},
"sentAt": {
"format": "date-time",
"type": "string"
},
"deliveredAt": {
"format": "date-time",
"type": "string"
},
"failure": {
"type": "object",
"properties": {
"code": {
"type": "integer"
},
"meaning": {
"type": "string"
},
"hint": {
"type": "string"
}
},
"required": [
"code",
"meaning",
"hint"
],
"description": "Zalo's reason."
}
},
"required": [
"messageId",
"requestId",
"templateId",
"createdAt",
"state"
]
},
"ReceiptView": {
"type": "object",
"properties": {
"receivedAt": {
"format": "date-time",
"type": "string"
},
"messageId": {
"type": "string",
"description": "Made before the message is sent."
},
"receipt": {
"type": "object",
"additionalProperties": {},
"description": "As it came."
}
},
"required": [
"receivedAt",
"receipt"
]
},
"StoredMessage": {
"type": "object",
"properties": {
"messageId": {
"type": "string",
"description": "Made before the message is sent."
},
"state": {
"type": "string",
"enum": [
"scheduled",
"unknown",
"accepted",
"sent",
"delivered",
"failed",
"refused",
"cancelled",
"superseded",
"expired"
]
},
"phone": {
"anyOf": [
{
"type": "string",
"pattern": "^[0-9]{2}(\\\\*{5}[0-9]{4}|[0-9]{6,13})$"
},
{
"type": "null"
}
],
"description": "Masked; null where an older version did not store it."
},
"reference": {
"type": "string"
},
"templateId": {
"type": "string"
},
"app": {
"type": [
"string",
"null"
],
"description": "Null where no configured application is it."
},
"caller": {
"type": [
"string",
"null"
]
},
"labels": {
"type": "object",
"additionalProperties": {
"type": "string"
}
},
"simulated": {
"type": "boolean",
"const": true
},
"createdAt": {
"format": "date-time",
"type": "string"
},
"sendAt": {
"format": "date-time",
"type": "string"
},
"notAfter": {
"format": "date-time",
"type": "string"
},
"heldFor": {
"type": "string",
"enum": [
"quiet_hours",
"quota",
"retry"
]
},
"requestId": {
"type": [
"string",
"null"
],
"description": "NXCLOUD's id of the last attempt; null where it gave none."
},
"upstreamCode": {
"type": "integer",
"description": "NXCLOUD's, where it refused the last attempt."
},
"zaloError": {
"type": "integer",
"description": "Zalo's, where a receipt said that the last attempt failed."
}
},
"required": [
"messageId",
"state",
"phone",
"templateId",
"app",
"caller",
"labels",
"createdAt",
"requestId"
]
},
"MessageAttempt": {
"type": "object",
"properties": {
"attempt": {
"type": "integer",
"description": "From 1 on."
},
"state": {
"type": "string",
"enum": [
"scheduled",
"unknown",
"accepted",
"sent",
"delivered",
"failed",
"refused",
"cancelled",
"superseded",
"expired"
]
},
"attemptedAt": {
"format": "date-time",
"type": "string"
},
"requestId": {
"type": [
"string",
"null"
]
},
"upstreamCode": {
"type": "integer",
"description": "NXCLOUD's, where it refused the last attempt."
},
"zaloError": {
"type": "integer",
"description": "Zalo's, where a receipt said that the last attempt failed."
}
},
"required": [
"attempt",
"state",
"attemptedAt",
"requestId"
]
},
"MessageDetails": {
"type": "object",
"properties": {
"messageId": {
"type": "string",
"description": "Made before the message is sent."
},
"state": {
"type": "string",
"enum": [
"scheduled",
"unknown",
"accepted",
"sent",
"delivered",
"failed",
"refused",
"cancelled",
"superseded",
"expired"
]
},
"phone": {
"anyOf": [
{
"type": "string",
"pattern": "^[0-9]{2}(\\\\*{5}[0-9]{4}|[0-9]{6,13})$"
},
{
"type": "null"
}
],
"description": "Masked, but for callers with the scope \`people\`."
},
"reference": {
"type": "string"
},
"templateId": {
"type": "string"
},
"app": {
"type": [
"string",
"null"
],
"description": "Null where no configured application is it."
},
"caller": {
"type": [
"string",
"null"
]
},
"labels": {
"type": "object",
"additionalProperties": {
"type": "string"
}
},
"simulated": {
"type": "boolean",
"const": true
},
"createdAt": {
"format": "date-time",
"type": "string"
},
"sendAt": {
"format": "date-time",
"type": "string"
},
"notAfter": {
"format": "date-time",
"type": "string"
},
"heldFor": {
"type": "string",
"enum": [
"quiet_hours",
"quota",
"retry"
]
},
"requestId": {
"type": [
"string",
"null"
],
"description": "NXCLOUD's id of the last attempt; null where it gave none."
},
"upstreamCode": {
"type": "integer",
"description": "NXCLOUD's, where it refused the last attempt."
},
"zaloError": {
"type": "integer",
"description": "Zalo's, where a receipt said that the last attempt failed."
},
"topic": {
"type": "string"
},
"attempts": {
"type": "array",
"items": {
"$ref": "#/components/schemas/MessageAttempt"
},
"description": "Oldest first; the last one is the message's own."
},
"receipts": {
"maxItems": 200,
"type": "array",
"items": {
"$ref": "#/components/schemas/ReceiptView"
},
"description": "The newest, oldest first."
},
"cost": {
"$ref": "#/components/schemas/Money",
"description": "As the acknowledgement of its journey says, or by itself where it went on none."
},
"journey": {
"$ref": "#/components/schemas/JourneyView"
},
"templateData": {
"type": "object",
"description": "For callers with the scope \`people\`, until it is erased."
}
},
"required": [
"messageId",
"state",
"phone",
"templateId",
"app",
"caller",
"labels",
"createdAt",
"requestId",
"attempts",
"receipts"
]
},
"MessagePage": {
"type": "object",
"properties": {
"messages": {
"type": "array",
"items": {
"$ref": "#/components/schemas/StoredMessage"
}
},
"nextCursor": {
"type": [
"string",
"null"
],
"description": "Asks for the next page; null on the last one."
}
},
"required": [
"messages",
"nextCursor"
]
},
"BulkResult": {
"type": "object",
"properties": {
"matched": {
"type": "integer",
"description": "How many messages the conditions fit: 1,000 at most, the newest."
},
"hasMore": {
"type": "boolean",
"description": "Whether they fit more."
},
"resendable": {
"type": "integer",
"description": "How many of those had been refused, had failed or expired."
},
"resent": {
"type": "integer",
"description": "How many were sent again: none by a dry run."
},
"failed": {
"type": "object",
"description": "How many were not, by the codes of their problems."
},
"left": {
"type": "integer",
"description": "How many there was no time for: the same call goes on with them."
},
"cancellable": {
"type": "integer",
"description": "How many of those waited."
},
"cancelled": {
"type": "integer",
"description": "How many were cancelled: none by a dry run."
}
},
"required": [
"matched",
"hasMore"
]
},
"MessageCheck": {
"type": "object",
"properties": {
"known": {
"anyOf": [
{
"type": "string",
"enum": [
"scheduled",
"unknown",
"accepted",
"sent",
"delivered",
"failed",
"refused",
"cancelled",
"superseded",
"expired"
]
},
{
"type": "null"
}
],
"description": "Where the message of its key stands: it is sent again only where that is \`refused\`. Null: the key has sent none."
},
"issues": {
"maxItems": 20,
"type": "array",
"items": {
"type": "object",
"properties": {
"path": {
"type": "array",
"items": {
"type": [
"string",
"number"
]
}
},
"message": {
"type": "string"
},
"code": {
"type": "string"
},
"limit": {
"type": "integer"
},
"length": {
"type": "integer"
}
},
"required": [
"path",
"message",
"code"
]
},
"description": "What is wrong with it. \`content_changed\`: its key has sent a message with other content."
},
"suppressed": {
"type": "boolean",
"description": "Whether its recipient is not to be written to."
},
"sendAt": {
"format": "date-time",
"type": "string",
"description": "When it would go, where that is not at once."
},
"heldFor": {
"type": "string",
"enum": [
"quiet_hours",
"quota",
"retry"
]
},
"estimate": {
"$ref": "#/components/schemas/Money",
"description": "What it costs by itself, as the registry of templates says."
}
},
"required": [
"known",
"issues",
"suppressed"
]
},
"MessageChecks": {
"type": "object",
"properties": {
"results": {
"type": "array",
"items": {
"$ref": "#/components/schemas/MessageCheck"
},
"description": "In the order of the messages."
}
},
"required": [
"results"
]
},
"MessageStats": {
"type": "object",
"properties": {
"rows": {
"type": "array",
"items": {
"type": "object",
"properties": {
"key": {
"type": [
"string",
"null"
]
},
"messages": {
"type": "integer"
}
},
"required": [
"key",
"messages"
]
}
},
"messages": {
"type": "integer",
"description": "All of them."
}
},
"required": [
"rows",
"messages"
]
},
"UnmatchedReceipt": {
"type": "object",
"properties": {
"receivedAt": {
"format": "date-time",
"type": "string"
},
"reason": {
"type": "string",
"description": "\`unmatched\`, or why it cannot be read, such as \`it is not JSON\`."
},
"receipt": {
"type": "object",
"description": "As it came, with masked phones, where it can be read."
},
"text": {
"type": "string",
"description": "The first 16,384 characters of what cannot, with masked phones."
}
},
"required": [
"receivedAt",
"reason"
]
},
"JourneyPage": {
"type": "object",
"properties": {
"journeys": {
"type": "array",
"items": {
"$ref": "#/components/schemas/JourneyView"
}
},
"nextCursor": {
"type": [
"string",
"null"
],
"description": "Asks for the next page; null on the last one."
}
},
"required": [
"journeys",
"nextCursor"
]
},
"ReceiptPage": {
"type": "object",
"properties": {
"receipts": {
"type": "array",
"items": {
"$ref": "#/components/schemas/UnmatchedReceipt"
}
},
"nextCursor": {
"type": [
"string",
"null"
],
"description": "Asks for the next page; null on the last one."
}
},
"required": [
"receipts",
"nextCursor"
]
},
"Account": {
"type": "object",
"properties": {
"quota": {
"anyOf": [
{
"type": "object",
"properties": {
"remaining": {
"type": "integer"
},
"daily": {
"type": "integer"
},
"at": {
"format": "date-time",
"type": "string"
}
},
"required": [
"remaining",
"daily",
"at"
]
},
{
"type": "null"
}
],
"description": "Messages that are left of today's, by the newest receipt of the day in Vietnam; null where none has told it."
},
"quality": {
"anyOf": [
{
"type": "object",
"properties": {
"current": {
"type": "string"
},
"sevenDays": {
"type": "string"
},
"at": {
"format": "date-time",
"type": "string"
}
},
"required": [
"current",
"sevenDays",
"at"
]
},
{
"type": "null"
}
],
"description": "\`HIGH\`, \`MEDIUM\`, \`LOW\`, \`UNDEFINED\`, or a word that came later: now, and over the last seven days."
}
},
"required": [
"quota",
"quality"
]
},
"Me": {
"type": "object",
"properties": {
"caller": {
"type": "string"
},
"scopes": {
"type": "array",
"items": {
"type": "string",
"enum": [
"send",
"tokens",
"read",
"people",
"admin"
]
}
},
"apps": {
"type": "array",
"items": {
"type": "string"
},
"description": "The names of the applications that they may use."
},
"limited": {
"type": "boolean",
"const": true,
"description": "That they are limited to these applications. Absent where they may use every one."
},
"session": {
"type": "object",
"properties": {
"name": {
"type": "string"
},
"role": {
"type": "string"
},
"expiresAt": {
"format": "date-time",
"type": "string"
}
},
"required": [
"name",
"role",
"expiresAt"
],
"description": "Of the console, where they are signed in by one; absent where a key or a token speaks for them."
},
"staging": {
"type": "boolean",
"const": true,
"description": "That the proxy is a staging one: it writes to listed phones alone. Absent in production."
}
},
"required": [
"caller",
"scopes",
"apps"
]
},
"Invitation": {
"type": "object",
"properties": {
"name": {
"type": "string"
},
"role": {
"type": "string",
"description": "What they may do."
},
"url": {
"type": "string",
"description": "Good once, until \`expiresAt\`. Its fragment holds the secret."
},
"expiresAt": {
"format": "date-time",
"type": "string"
}
},
"required": [
"name",
"role",
"url",
"expiresAt"
]
},
"EndedSessions": {
"type": "object",
"properties": {
"name": {
"type": "string"
},
"ended": {
"type": "integer",
"description": "How many sessions were ended; 0 where nobody of that name was signed in."
}
},
"required": [
"name",
"ended"
]
},
"Task": {
"type": "object",
"properties": {
"state": {
"type": "string",
"enum": [
"open",
"taken",
"done"
],
"description": "\`open\`: nobody has it. \`done\`: it was looked after; a later attempt that fails opens it again."
},
"message": {
"$ref": "#/components/schemas/StoredMessage"
},
"takenBy": {
"type": "string",
"description": "Who has it, or has done it."
},
"takenAt": {
"format": "date-time",
"type": "string"
},
"calledAt": {
"format": "date-time",
"type": "string",
"description": "When the recipient was called."
},
"note": {
"type": "string",
"description": "With masked phones."
},
"doneAt": {
"format": "date-time",
"type": "string"
}
},
"required": [
"state",
"message"
],
"description": "A message that somebody has to look after."
},
"TaskPage": {
"type": "object",
"properties": {
"tasks": {
"type": "array",
"items": {
"$ref": "#/components/schemas/Task"
}
},
"nextCursor": {
"type": [
"string",
"null"
],
"description": "Asks for the next page; null on the last one."
}
},
"required": [
"tasks",
"nextCursor"
]
},
"TakenTask": {
"type": "object",
"properties": {
"isTaken": {
"type": "boolean",
"description": "Whether the caller has it now; otherwise the task says who does."
},
"task": {
"$ref": "#/components/schemas/Task"
}
},
"required": [
"isTaken",
"task"
]
},
"StoredEvent": {
"type": "object",
"properties": {
"eventId": {
"type": "string",
"description": "The \`webhook-id\` of its deliveries."
},
"type": {
"type": "string",
"description": "Such as \`message.undeliverable\`."
},
"state": {
"type": "string",
"enum": [
"waiting",
"delivered",
"dead"
]
},
"createdAt": {
"format": "date-time",
"type": "string"
},
"messageId": {
"type": "string"
},
"tries": {
"type": "integer",
"description": "How often its delivery has been tried since it was stored or replayed."
},
"dueAt": {
"format": "date-time",
"type": "string",
"description": "When it is tried next."
},
"endedAt": {
"format": "date-time",
"type": "string",
"description": "When it was delivered or given up."
},
"reason": {
"type": "string",
"description": "What went wrong last: \`status_503\`, \`timed_out\`, \`unreachable\`, \`failed\`, \`never_tried\`, \`deleted\`; \`unmatched\` or \`unreadable\` for a receipt."
},
"detail": {
"type": "string",
"description": "Why it cannot be read, such as \`it is not JSON\`."
},
"receipt": {
"type": "object",
"description": "The receipt that matches nothing, as it came, with masked phones."
},
"text": {
"type": "string",
"description": "The first 16,384 characters of what cannot be read, with masked phones."
}
},
"required": [
"eventId",
"type",
"state",
"createdAt",
"tries"
]
},
"EventPage": {
"type": "object",
"properties": {
"events": {
"type": "array",
"items": {
"$ref": "#/components/schemas/StoredEvent"
}
},
"nextCursor": {
"type": [
"string",
"null"
],
"description": "Asks for the next page; null on the last one."
}
},
"required": [
"events",
"nextCursor"
]
},
"ReplayedEvents": {
"type": "object",
"properties": {
"replayed": {
"type": "integer"
}
},
"required": [
"replayed"
]
},
"AuditEntry": {
"type": "object",
"properties": {
"auditId": {
"type": "string"
},
"recordedAt": {
"format": "date-time",
"type": "string"
},
"action": {
"type": "string",
"enum": [
"look",
"delete",
"forget",
"resend",
"correct",
"cancel",
"bulk",
"close",
"invite",
"sign_in",
"sign_out",
"take",
"task",
"suppress",
"lift",
"export",
"restrict",
"replay"
]
},
"caller": {
"type": "string",
"description": "Who did it."
},
"app": {
"type": "string",
"description": "The configured name of the application that it is about."
},
"subject": {
"type": "string",
"description": "The id of a message or of a journey, a month, or for a person a keyed hash of their phone, which cannot be turned back; of an \`invite\`, a \`sign_in\` and a \`sign_out\` the name of the person."
},
"role": {
"type": "string",
"description": "Of an \`invite\` and a \`sign_in\`: what the person may do."
},
"counts": {
"type": "object",
"description": "How much it was: of a \`bulk\` the \`messages\`, and of these \`cancelled\`, or \`resent\` and \`failed\`."
},
"where": {
"type": "object",
"properties": {
"state": {
"type": "string",
"enum": [
"scheduled",
"unknown",
"accepted",
"sent",
"delivered",
"failed",
"refused",
"cancelled",
"superseded",
"expired"
]
},
"templateId": {
"type": "string"
},
"code": {
"type": "integer"
},
"labels": {
"type": "object"
},
"day": {
"type": "string"
},
"timeZone": {
"type": "string"
},
"createdFrom": {
"type": "string"
},
"createdBefore": {
"type": "string"
},
"hidden": {
"type": "array",
"items": {
"type": "string"
}
}
},
"description": "By what the messages of a \`bulk\` were found. Phones and references are named in \`hidden\`, without their values."
}
},
"required": [
"auditId",
"recordedAt",
"action"
]
},
"AuditPage": {
"type": "object",
"properties": {
"entries": {
"type": "array",
"items": {
"$ref": "#/components/schemas/AuditEntry"
}
},
"nextCursor": {
"type": [
"string",
"null"
],
"description": "Asks for the next page; null on the last one."
}
},
"required": [
"entries",
"nextCursor"
]
},
"Suppression": {
"type": "object",
"properties": {
"suppressionId": {
"type": "string",
"description": "A keyed hash of what it is about."
},
"phone": {
"anyOf": [
{
"type": "string",
"pattern": "^[0-9]{2}(\\\\*{5}[0-9]{4}|[0-9]{6,13})$"
},
{
"type": "null"
}
],
"description": "Masked, but for callers with the scope \`people\` who name it; null where the person was forgotten."
},
"app": {
"type": [
"string",
"null"
],
"description": "Null for all applications, or where no configured one is it."
},
"scope": {
"type": "string",
"description": "\`all\`, a tag as in \`tag:3\`, or a template as in \`template:133214\`."
},
"source": {
"type": "string",
"enum": [
"receipt",
"hand",
"restriction"
],
"description": "\`receipt\`: Zalo refused a message. \`hand\`: a caller. \`restriction\`: the person has asked for it."
},
"createdAt": {
"format": "date-time",
"type": "string",
"description": "Since when."
},
"expiresAt": {
"format": "date-time",
"type": "string",
"description": "Until when; left out where it lasts until it is removed."
},
"zaloError": {
"type": "integer",
"description": "Zalo's code, where a receipt made it."
},
"reason": {
"type": "string",
"description": "In the caller's words."
},
"caller": {
"type": "string",
"description": "Who made it."
}
},
"required": [
"suppressionId",
"phone",
"app",
"scope",
"source",
"createdAt"
]
},
"SuppressionPage": {
"type": "object",
"properties": {
"suppressions": {
"type": "array",
"items": {
"$ref": "#/components/schemas/Suppression"
}
},
"nextCursor": {
"type": [
"string",
"null"
],
"description": "Asks for the next page; null on the last one."
}
},
"required": [
"suppressions",
"nextCursor"
]
},
"PersonRequest": {
"type": "object",
"properties": {
"personRequestId": {
"type": "string"
},
"kind": {
"type": "string",
"enum": [
"export",
"restrict",
"forget"
]
},
"phone": {
"anyOf": [
{
"type": "string",
"pattern": "^[0-9]{2}(\\\\*{5}[0-9]{4}|[0-9]{6,13})$"
},
{
"type": "null"
}
],
"description": "Masked, but for callers with the scope \`people\` who name it; null where the person was forgotten."
},
"apps": {
"anyOf": [
{
"type": "array",
"items": {
"type": "string"
}
},
{
"type": "null"
}
],
"description": "The configured names of the applications that it is about; null for all."
},
"caller": {
"type": "string",
"description": "Who did it."
},
"askedAt": {
"format": "date-time",
"type": "string"
},
"doneAt": {
"format": "date-time",
"type": "string",
"description": "Left out while it is open: it was broken off, and is done by asking again."
},
"openForMs": {
"type": "integer",
"description": "How long it has been open, in milliseconds; left out once it is done."
},
"counts": {
"type": "object",
"additionalProperties": {
"type": "integer"
},
"description": "How much it was."
}
},
"required": [
"personRequestId",
"kind",
"phone",
"apps",
"askedAt",
"counts"
],
"description": "What a person has asked for, and what was done: the receipt for the file."
},
"PersonRequestPage": {
"type": "object",
"properties": {
"requests": {
"type": "array",
"items": {
"$ref": "#/components/schemas/PersonRequest"
}
},
"nextCursor": {
"type": [
"string",
"null"
],
"description": "Asks for the next page; null on the last one."
}
},
"required": [
"requests",
"nextCursor"
]
},
"PersonExport": {
"type": "object",
"properties": {
"request": {
"$ref": "#/components/schemas/PersonRequest"
},
"journeys": {
"type": "array",
"items": {
"type": "object",
"properties": {
"journeyId": {
"type": "string",
"pattern": "^[0-9]+$"
},
"phone": {
"type": "string",
"pattern": "^[0-9]{2}(\\\\*{5}[0-9]{4}|[0-9]{6,13})$"
},
"tokenType": {
"type": "string"
},
"reference": {
"type": "string"
},
"simulated": {
"type": "boolean",
"const": true
},
"createdAt": {
"format": "date-time",
"type": "string"
},
"expiresAt": {
"format": "date-time",
"type": "string"
},
"state": {
"type": "string",
"enum": [
"open",
"acknowledged",
"over"
]
},
"acknowledgedAt": {
"format": "date-time",
"type": "string"
},
"endedAt": {
"format": "date-time",
"type": "string"
},
"cost": {
"$ref": "#/components/schemas/Money"
}
},
"required": [
"journeyId",
"phone",
"tokenType",
"createdAt",
"expiresAt",
"state"
]
}
},
"messages": {
"type": "array",
"items": {
"$ref": "#/components/schemas/ExportedMessage"
}
},
"receipts": {
"type": "array",
"items": {
"$ref": "#/components/schemas/ReceiptView"
},
"description": "What NXCLOUD told of their journeys and messages, as it came."
},
"tasks": {
"type": "array",
"items": {
"$ref": "#/components/schemas/ExportedTask"
}
},
"suppressions": {
"type": "array",
"items": {
"$ref": "#/components/schemas/Suppression"
},
"description": "Also those that are over, until they are swept."
},
"requests": {
"type": "array",
"items": {
"$ref": "#/components/schemas/PersonRequest"
},
"description": "What they have asked for before."
}
},
"required": [
"request",
"journeys",
"messages",
"receipts",
"tasks",
"suppressions",
"requests"
],
"description": "Everything that is stored of a person, oldest first."
},
"ExportedMessage": {
"type": "object",
"properties": {
"messageId": {
"type": "string"
},
"state": {
"type": "string",
"enum": [
"scheduled",
"unknown",
"accepted",
"sent",
"delivered",
"failed",
"refused",
"cancelled",
"superseded",
"expired"
]
},
"phone": {
"anyOf": [
{
"type": "string",
"pattern": "^[0-9]{2}(\\\\*{5}[0-9]{4}|[0-9]{6,13})$"
},
{
"type": "null"
}
]
},
"reference": {
"type": "string"
},
"templateId": {
"type": "string"
},
"app": {
"type": [
"string",
"null"
]
},
"caller": {
"type": [
"string",
"null"
]
},
"labels": {
"type": "object",
"additionalProperties": {
"type": "string"
}
},
"simulated": {
"type": "boolean",
"const": true
},
"createdAt": {
"format": "date-time",
"type": "string"
},
"sendAt": {
"format": "date-time",
"type": "string"
},
"notAfter": {
"format": "date-time",
"type": "string"
},
"heldFor": {
"type": "string",
"enum": [
"quiet_hours",
"quota",
"retry"
]
},
"requestId": {
"type": [
"string",
"null"
]
},
"upstreamCode": {
"type": "integer"
},
"zaloError": {
"type": "integer"
},
"ext": {
"type": "string",
"description": "The caller's own."
},
"topic": {
"type": "string"
},
"templateData": {
"type": "object",
"description": "Left out where it is erased."
},
"attempts": {
"type": "array",
"items": {
"$ref": "#/components/schemas/MessageAttempt"
},
"description": "Oldest first."
}
},
"required": [
"messageId",
"state",
"phone",
"templateId",
"app",
"caller",
"labels",
"createdAt",
"requestId",
"attempts"
]
},
"ExportedTask": {
"type": "object",
"properties": {
"messageId": {
"type": "string"
},
"state": {
"type": "string",
"enum": [
"open",
"taken",
"done"
]
},
"takenBy": {
"type": "string"
},
"takenAt": {
"format": "date-time",
"type": "string"
},
"calledAt": {
"format": "date-time",
"type": "string"
},
"note": {
"type": "string"
},
"doneAt": {
"format": "date-time",
"type": "string"
}
},
"required": [
"messageId",
"state"
]
},
"RemovedSuppressions": {
"type": "object",
"properties": {
"removed": {
"type": "integer"
}
},
"required": [
"removed"
]
},
"PassedOver": {
"type": "object",
"properties": {
"scope": {
"type": "string"
},
"zaloError": {
"type": "integer"
},
"createdAt": {
"format": "date-time",
"type": "string"
},
"expiresAt": {
"format": "date-time",
"type": "string"
}
},
"required": [
"scope",
"zaloError",
"createdAt"
]
},
"Template": {
"type": "object",
"properties": {
"id": {
"type": "string"
},
"name": {
"type": "string"
},
"tag": {
"type": "number",
"enum": [
1,
2,
3
],
"description": "Zalo's: 1 transaction, 2 customer care, 3 promotion."
},
"language": {
"type": "string"
},
"variables": {
"type": "object",
"description": "By name. Absent where they are not checked. \`maxLength\` counts characters as a reader does."
},
"price": {
"$ref": "#/components/schemas/Money",
"description": "What one message costs."
}
},
"required": [
"id"
],
"description": "A template that Zalo approved, as the operator of the proxy wrote it down."
},
"TemplateList": {
"type": "object",
"properties": {
"templates": {
"type": "array",
"items": {
"$ref": "#/components/schemas/Template"
},
"description": "Empty where the proxy has no registry."
}
},
"required": [
"templates"
]
},
"Forgotten": {
"type": "object",
"properties": {
"journeys": {
"type": "integer",
"description": "How many journeys were deleted."
}
},
"required": [
"journeys"
]
},
"CostTotal": {
"type": "object",
"properties": {
"amount": {
"type": "string",
"description": "Decimal text."
},
"currency": {
"type": "string"
},
"journeys": {
"type": "integer"
},
"messages": {
"type": "integer",
"description": "Those on journeys cost nothing more."
}
},
"required": [
"amount",
"currency",
"journeys",
"messages"
]
},
"CostRow": {
"type": "object",
"properties": {
"amount": {
"type": "string",
"description": "Decimal text."
},
"currency": {
"type": "string"
},
"journeys": {
"type": "integer"
},
"messages": {
"type": "integer"
},
"key": {
"type": [
"string",
"null"
],
"description": "What \`groupBy\` names; null where there is none."
}
},
"required": [
"amount",
"currency",
"journeys",
"messages",
"key"
]
},
"Costs": {
"type": "object",
"properties": {
"rows": {
"type": "array",
"items": {
"$ref": "#/components/schemas/CostRow"
}
},
"total": {
"type": "array",
"items": {
"$ref": "#/components/schemas/CostTotal"
},
"description": "One for each currency."
},
"uncharged": {
"type": "object",
"properties": {
"journeys": {
"type": "integer"
},
"messages": {
"type": "integer"
},
"estimate": {
"anyOf": [
{
"type": "array",
"items": {
"$ref": "#/components/schemas/Money"
}
},
{
"type": "null"
}
]
}
},
"required": [
"journeys",
"messages",
"estimate"
],
"description": "What NXCLOUD accepted and no receipt has charged, and what that would cost by the latest prices; null where one has none."
}
},
"required": [
"rows",
"total",
"uncharged"
]
},
"Charge": {
"type": "object",
"properties": {
"amount": {
"type": "string",
"description": "Decimal text."
},
"currency": {
"type": "string"
},
"chargedAt": {
"format": "date-time",
"type": "string",
"description": "When NXCLOUD charged it."
},
"journeyId": {
"type": "string"
},
"messageId": {
"type": "string"
},
"requestId": {
"type": "string"
}
},
"required": [
"amount",
"currency",
"chargedAt"
]
},
"StatementRow": {
"type": "object",
"properties": {
"amount": {
"type": "string",
"description": "Decimal text."
},
"currency": {
"type": "string"
},
"id": {
"type": "string",
"description": "A journey's or a message's, as NXCLOUD names it."
},
"time": {
"type": "string"
}
},
"required": [
"amount",
"currency",
"id",
"time"
]
},
"Reconciliation": {
"type": "object",
"properties": {
"same": {
"type": "array",
"items": {
"type": "string"
},
"description": "The ids of the rows that agree."
},
"onlyOurs": {
"type": "array",
"items": {
"$ref": "#/components/schemas/Charge"
},
"description": "Charges that the statement has not."
},
"onlyTheirs": {
"type": "array",
"items": {
"$ref": "#/components/schemas/StatementRow"
},
"description": "Rows without a charge within these days, and each further row of one charge."
},
"otherPrice": {
"type": "array",
"items": {
"type": "object",
"properties": {
"ours": {
"$ref": "#/components/schemas/Charge"
},
"theirs": {
"$ref": "#/components/schemas/StatementRow"
}
},
"required": [
"ours",
"theirs"
]
},
"description": "Where the amount or the currency differs."
}
},
"required": [
"same",
"onlyOurs",
"onlyTheirs",
"otherPrice"
]
},
"ClosedMonth": {
"type": "object",
"properties": {
"month": {
"type": "string",
"description": "Of Vietnam's calendar."
},
"closedAt": {
"format": "date-time",
"type": "string",
"description": "When it was closed first."
}
},
"required": [
"month",
"closedAt"
]
},
"Health": {
"type": "object",
"properties": {
"status": {
"type": "string",
"enum": [
"ok",
"ready"
]
}
},
"required": [
"status"
]
},
"Problem": {
"type": "object",
"properties": {
"type": {
"type": "string",
"description": "\`urn:nxzalo:problem:<code>\`"
},
"title": {
"type": "string"
},
"status": {
"type": "integer"
},
"detail": {
"type": "string"
},
"instance": {
"type": "string",
"description": "\`urn:uuid:<x-request-id>\`"
},
"kind": {
"type": "string",
"enum": [
"input",
"transport",
"upstream",
"response",
"proxy"
]
},
"code": {
"type": "string"
},
"retryable": {
"type": "boolean",
"description": "Whether the same call may be repeated without doing its work twice."
},
"outcome": {
"type": "string",
"enum": [
"not_sent",
"rejected",
"unknown"
],
"description": "Whether NXCLOUD may have acted on it."
},
"hint": {
"type": "string",
"description": "What to do about it."
},
"upstreamCode": {
"type": "integer",
"description": "NXCLOUD's own code."
},
"traceId": {
"type": "string",
"description": "What NXCLOUD's support asks for."
},
"issues": {
"maxItems": 20,
"type": "array",
"items": {
"type": "object",
"properties": {
"path": {
"type": "array",
"items": {
"type": [
"string",
"number"
]
}
},
"message": {
"type": "string"
},
"code": {
"type": "string"
},
"limit": {
"type": "integer"
},
"length": {
"type": "integer"
}
},
"required": [
"path",
"message",
"code"
]
}
}
},
"required": [
"type",
"title",
"status",
"detail",
"instance",
"kind",
"code",
"retryable",
"outcome"
],
"description": "RFC 9457."
}
},
"examples": {
"input_invalid": {
"value": {
"type": "urn:nxzalo:problem:input_invalid",
"title": "Input invalid",
"status": 422,
"detail": "The input is not valid: phone is required",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "input",
"code": "input_invalid",
"retryable": false,
"outcome": "not_sent",
"issues": [
{
"path": [
"phone"
],
"message": "is required",
"code": "required"
}
]
}
},
"network_error": {
"value": {
"type": "urn:nxzalo:problem:network_error",
"title": "Network error",
"status": 502,
"detail": "NXCLOUD could not be reached, or the connection broke before it answered",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "transport",
"code": "network_error",
"retryable": true,
"outcome": "unknown"
}
},
"timeout": {
"value": {
"type": "urn:nxzalo:problem:timeout",
"title": "Timeout",
"status": 504,
"detail": "NXCLOUD did not answer in time",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "transport",
"code": "timeout",
"retryable": true,
"outcome": "unknown"
}
},
"authentication_failed": {
"value": {
"type": "urn:nxzalo:problem:authentication_failed",
"title": "Authentication failed",
"status": 502,
"detail": "NXCLOUD answered 1003 (invalid signature)",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "upstream",
"code": "authentication_failed",
"retryable": false,
"outcome": "rejected",
"hint": "check the access secret and the algorithm, and that nothing on the way rewrites the body",
"upstreamCode": 1003,
"traceId": "77f8709b545f4fee93fd7f098be9df04"
}
},
"clock_skew": {
"value": {
"type": "urn:nxzalo:problem:clock_skew",
"title": "Clock skew",
"status": 502,
"detail": "NXCLOUD answered 1004 (timestamp expired)",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "upstream",
"code": "clock_skew",
"retryable": false,
"outcome": "rejected",
"hint": "this machine's clock is more than 60 s off: set it (NTP)",
"upstreamCode": 1004,
"traceId": "77f8709b545f4fee93fd7f098be9df04"
}
},
"account_unavailable": {
"value": {
"type": "urn:nxzalo:problem:account_unavailable",
"title": "Account unavailable",
"status": 502,
"detail": "NXCLOUD answered 1100 (customer does not exist or is unavailable)",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "upstream",
"code": "account_unavailable",
"retryable": false,
"outcome": "rejected",
"hint": "ask your NXCLOUD business contact",
"upstreamCode": 1100,
"traceId": "77f8709b545f4fee93fd7f098be9df04"
}
},
"balance_insufficient": {
"value": {
"type": "urn:nxzalo:problem:balance_insufficient",
"title": "Balance insufficient",
"status": 502,
"detail": "NXCLOUD answered 1102 (insufficient balance)",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "upstream",
"code": "balance_insufficient",
"retryable": false,
"outcome": "rejected",
"hint": "top up the NXCLOUD account",
"upstreamCode": 1102,
"traceId": "77f8709b545f4fee93fd7f098be9df04"
}
},
"parameter_rejected": {
"value": {
"type": "urn:nxzalo:problem:parameter_rejected",
"title": "Parameter rejected",
"status": 422,
"detail": "NXCLOUD answered 9000 (request parameter error)",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "upstream",
"code": "parameter_rejected",
"retryable": false,
"outcome": "rejected",
"hint": "check the fields of the request",
"upstreamCode": 9000,
"traceId": "77f8709b545f4fee93fd7f098be9df04"
}
},
"phone_rejected": {
"value": {
"type": "urn:nxzalo:problem:phone_rejected",
"title": "Phone rejected",
"status": 422,
"detail": "NXCLOUD answered 9002 (phone number error)",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "upstream",
"code": "phone_rejected",
"retryable": false,
"outcome": "rejected",
"hint": "check the phone number and its country code",
"upstreamCode": 9002,
"traceId": "77f8709b545f4fee93fd7f098be9df04"
}
},
"application_unavailable": {
"value": {
"type": "urn:nxzalo:problem:application_unavailable",
"title": "Application unavailable",
"status": 502,
"detail": "NXCLOUD answered 9003 (application does not exist or is unavailable)",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "upstream",
"code": "application_unavailable",
"retryable": false,
"outcome": "rejected",
"hint": "check the app key; if it is right, ask your NXCLOUD business contact",
"upstreamCode": 9003,
"traceId": "77f8709b545f4fee93fd7f098be9df04"
}
},
"quotation_missing": {
"value": {
"type": "urn:nxzalo:problem:quotation_missing",
"title": "Quotation missing",
"status": 502,
"detail": "NXCLOUD answered 9004 (application has no quotation)",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "upstream",
"code": "quotation_missing",
"retryable": false,
"outcome": "rejected",
"hint": "ask your NXCLOUD business contact",
"upstreamCode": 9004,
"traceId": "77f8709b545f4fee93fd7f098be9df04"
}
},
"route_missing": {
"value": {
"type": "urn:nxzalo:problem:route_missing",
"title": "Route missing",
"status": 502,
"detail": "NXCLOUD answered 9005 (application has no route)",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "upstream",
"code": "route_missing",
"retryable": false,
"outcome": "rejected",
"hint": "give the traceId to NXCLOUD's technical support",
"upstreamCode": 9005,
"traceId": "77f8709b545f4fee93fd7f098be9df04"
}
},
"journey_quotation_missing": {
"value": {
"type": "urn:nxzalo:problem:journey_quotation_missing",
"title": "Journey quotation missing",
"status": 502,
"detail": "NXCLOUD answered 17009 (Zalo vendor token does not exist)",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "upstream",
"code": "journey_quotation_missing",
"retryable": false,
"outcome": "rejected",
"hint": "no quotation for this journey token: ask your NXCLOUD business contact",
"upstreamCode": 17009,
"traceId": "77f8709b545f4fee93fd7f098be9df04"
}
},
"journey_quotation_unavailable": {
"value": {
"type": "urn:nxzalo:problem:journey_quotation_unavailable",
"title": "Journey quotation unavailable",
"status": 502,
"detail": "NXCLOUD answered 17010 (Zalo vendor token status is unavailable)",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "upstream",
"code": "journey_quotation_unavailable",
"retryable": false,
"outcome": "rejected",
"hint": "this journey token's quotation is unavailable: ask your NXCLOUD business contact",
"upstreamCode": 17010,
"traceId": "77f8709b545f4fee93fd7f098be9df04"
}
},
"upstream_rate_limited": {
"value": {
"type": "urn:nxzalo:problem:upstream_rate_limited",
"title": "Upstream rate limited",
"status": 429,
"detail": "NXCLOUD answered 9010 (rate limit exceeded)",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "upstream",
"code": "upstream_rate_limited",
"retryable": true,
"outcome": "rejected",
"hint": "wait, then repeat: it was not processed",
"upstreamCode": 9010,
"traceId": "77f8709b545f4fee93fd7f098be9df04"
}
},
"upstream_failure": {
"value": {
"type": "urn:nxzalo:problem:upstream_failure",
"title": "Upstream failure",
"status": 502,
"detail": "NXCLOUD answered 9001 (system business error)",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "upstream",
"code": "upstream_failure",
"retryable": false,
"outcome": "unknown",
"hint": "what happened is not known: do not repeat blindly, and give the traceId to NXCLOUD's technical support",
"upstreamCode": 9001,
"traceId": "77f8709b545f4fee93fd7f098be9df04"
}
},
"upstream_code_unknown": {
"value": {
"type": "urn:nxzalo:problem:upstream_code_unknown",
"title": "Upstream code unknown",
"status": 502,
"detail": "NXCLOUD answered 12345 (undocumented code)",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "upstream",
"code": "upstream_code_unknown",
"retryable": false,
"outcome": "unknown",
"hint": "what happened is not known: do not repeat blindly, and give the traceId to NXCLOUD's technical support",
"upstreamCode": 12345,
"traceId": "77f8709b545f4fee93fd7f098be9df04"
}
},
"response_unreadable": {
"value": {
"type": "urn:nxzalo:problem:response_unreadable",
"title": "Response unreadable",
"status": 502,
"detail": "NXCLOUD's reply (HTTP 502) is not JSON",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "response",
"code": "response_unreadable",
"retryable": false,
"outcome": "unknown"
}
},
"response_invalid": {
"value": {
"type": "urn:nxzalo:problem:response_invalid",
"title": "Response invalid",
"status": 502,
"detail": "NXCLOUD's reply (HTTP 200) does not fit its documentation: data.token is required",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "response",
"code": "response_invalid",
"retryable": false,
"outcome": "unknown"
}
},
"body_malformed": {
"value": {
"type": "urn:nxzalo:problem:body_malformed",
"title": "Body malformed",
"status": 400,
"detail": "The body is not JSON at position 12",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "body_malformed",
"retryable": false,
"outcome": "not_sent"
}
},
"unauthorized": {
"value": {
"type": "urn:nxzalo:problem:unauthorized",
"title": "Unauthorized",
"status": 401,
"detail": "The caller is not known",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "unauthorized",
"retryable": false,
"outcome": "not_sent",
"hint": "send a valid \`authorization: Bearer …\` header"
}
},
"forbidden": {
"value": {
"type": "urn:nxzalo:problem:forbidden",
"title": "Forbidden",
"status": 403,
"detail": "This needs the scope \`send\`",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "forbidden",
"retryable": false,
"outcome": "not_sent",
"hint": "ask the operator for a key that has it"
}
},
"route_not_found": {
"value": {
"type": "urn:nxzalo:problem:route_not_found",
"title": "Route not found",
"status": 404,
"detail": "There is no such route",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "route_not_found",
"retryable": false,
"outcome": "not_sent"
}
},
"journey_not_found": {
"value": {
"type": "urn:nxzalo:problem:journey_not_found",
"title": "Journey not found",
"status": 404,
"detail": "No such journey is stored here",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "journey_not_found",
"retryable": false,
"outcome": "not_sent"
}
},
"message_not_found": {
"value": {
"type": "urn:nxzalo:problem:message_not_found",
"title": "Message not found",
"status": 404,
"detail": "No such message is stored here",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "message_not_found",
"retryable": false,
"outcome": "not_sent"
}
},
"message_not_resendable": {
"value": {
"type": "urn:nxzalo:problem:message_not_resendable",
"title": "Message not resendable",
"status": 409,
"detail": "The message is not sent again: it has been sent",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "message_not_resendable",
"retryable": false,
"outcome": "not_sent",
"hint": "send a new message"
}
},
"message_not_cancellable": {
"value": {
"type": "urn:nxzalo:problem:message_not_cancellable",
"title": "Message not cancellable",
"status": 409,
"detail": "The message is not cancelled: it may be on its way",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "message_not_cancellable",
"retryable": false,
"outcome": "not_sent"
}
},
"message_expired": {
"value": {
"type": "urn:nxzalo:problem:message_expired",
"title": "Message expired",
"status": 422,
"detail": "The message cannot go out by its notAfter: that is over",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "message_expired",
"retryable": false,
"outcome": "not_sent",
"hint": "give a later \`notAfter\`, or send nothing"
}
},
"reference_ambiguous": {
"value": {
"type": "urn:nxzalo:problem:reference_ambiguous",
"title": "Reference ambiguous",
"status": 409,
"detail": "More than one live journey has this reference",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "reference_ambiguous",
"retryable": false,
"outcome": "not_sent",
"hint": "name one by \`journeyId\`"
}
},
"method_not_allowed": {
"value": {
"type": "urn:nxzalo:problem:method_not_allowed",
"title": "Method not allowed",
"status": 405,
"detail": "This path takes POST",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "method_not_allowed",
"retryable": false,
"outcome": "not_sent"
}
},
"body_too_large": {
"value": {
"type": "urn:nxzalo:problem:body_too_large",
"title": "Body too large",
"status": 413,
"detail": "The body is larger than 65536 bytes",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "body_too_large",
"retryable": false,
"outcome": "not_sent"
}
},
"media_type_unsupported": {
"value": {
"type": "urn:nxzalo:problem:media_type_unsupported",
"title": "Media type unsupported",
"status": 415,
"detail": "The body must be plain JSON",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "media_type_unsupported",
"retryable": false,
"outcome": "not_sent",
"hint": "send \`content-type: application/json\`, in UTF-8 and not compressed"
}
},
"rate_limited": {
"value": {
"type": "urn:nxzalo:problem:rate_limited",
"title": "Rate limited",
"status": 429,
"detail": "This caller asks too often",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "rate_limited",
"retryable": true,
"outcome": "not_sent"
}
},
"unavailable": {
"value": {
"type": "urn:nxzalo:problem:unavailable",
"title": "Unavailable",
"status": 503,
"detail": "The proxy is not ready to take calls",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "unavailable",
"retryable": true,
"outcome": "not_sent"
}
},
"internal_error": {
"value": {
"type": "urn:nxzalo:problem:internal_error",
"title": "Internal error",
"status": 500,
"detail": "Something failed inside the proxy",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "internal_error",
"retryable": false,
"outcome": "unknown"
}
},
"idempotency_conflict": {
"value": {
"type": "urn:nxzalo:problem:idempotency_conflict",
"title": "Idempotency conflict",
"status": 409,
"detail": "The same call is still on its way",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "idempotency_conflict",
"retryable": true,
"outcome": "unknown"
}
},
"idempotency_mismatch": {
"value": {
"type": "urn:nxzalo:problem:idempotency_mismatch",
"title": "Idempotency mismatch",
"status": 422,
"detail": "This idempotency key came with another body",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "idempotency_mismatch",
"retryable": false,
"outcome": "not_sent"
}
},
"template_mismatch": {
"value": {
"type": "urn:nxzalo:problem:template_mismatch",
"title": "Template mismatch",
"status": 422,
"detail": "The message does not fit its template: templateData.customer_name has 13 characters, and 10 are allowed",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "template_mismatch",
"retryable": false,
"outcome": "not_sent",
"hint": "correct the variables, or the registry where it is not what Zalo approved",
"issues": [
{
"path": [
"templateData",
"customer_name"
],
"code": "variable_too_long",
"message": "has 13 characters, and 10 are allowed",
"limit": 10,
"length": 13
}
]
}
},
"recipient_suppressed": {
"value": {
"type": "urn:nxzalo:problem:recipient_suppressed",
"title": "Recipient suppressed",
"status": 422,
"detail": "The recipient is not to be written to",
"instance": "urn:uuid:0e3f6e5e-5d0f-4c7a-9a51-6a4a4b0f7f11",
"kind": "proxy",
"code": "recipient_suppressed",
"retryable": false,
"outcome": "not_sent",
"hint": "since 2026-01-05T02:30:06.000Z, until 2026-04-05T02:30:06.000Z: -141, the recipient refuses this official account (Người nhận từ chối Zalo OA này.)"
}
}
},
"responses": {
"Problem400": {
"description": "A problem.",
"content": {
"application/problem+json": {
"schema": {
"$ref": "#/components/schemas/Problem"
},
"examples": {
"body_malformed": {
"$ref": "#/components/examples/body_malformed"
}
}
}
}
},
"Problem401": {
"description": "A problem.",
"content": {
"application/problem+json": {
"schema": {
"$ref": "#/components/schemas/Problem"
},
"examples": {
"unauthorized": {
"$ref": "#/components/examples/unauthorized"
}
}
}
}
},
"Problem403": {
"description": "A problem.",
"content": {
"application/problem+json": {
"schema": {
"$ref": "#/components/schemas/Problem"
},
"examples": {
"forbidden": {
"$ref": "#/components/examples/forbidden"
}
}
}
}
},
"Problem404": {
"description": "A problem.",
"content": {
"application/problem+json": {
"schema": {
"$ref": "#/components/schemas/Problem"
},
"examples": {
"route_not_found": {
"$ref": "#/components/examples/route_not_found"
},
"journey_not_found": {
"$ref": "#/components/examples/journey_not_found"
},
"message_not_found": {
"$ref": "#/components/examples/message_not_found"
}
}
}
}
},
"Problem405": {
"description": "A problem.",
"content": {
"application/problem+json": {
"schema": {
"$ref": "#/components/schemas/Problem"
},
"examples": {
"method_not_allowed": {
"$ref": "#/components/examples/method_not_allowed"
}
}
}
}
},
"Problem409": {
"description": "A problem.",
"headers": {
"Retry-After": {
"description": "Seconds to wait.",
"schema": {
"type": "integer"
}
}
},
"content": {
"application/problem+json": {
"schema": {
"$ref": "#/components/schemas/Problem"
},
"examples": {
"message_not_resendable": {
"$ref": "#/components/examples/message_not_resendable"
},
"message_not_cancellable": {
"$ref": "#/components/examples/message_not_cancellable"
},
"reference_ambiguous": {
"$ref": "#/components/examples/reference_ambiguous"
},
"idempotency_conflict": {
"$ref": "#/components/examples/idempotency_conflict"
}
}
}
}
},
"Problem413": {
"description": "A problem.",
"content": {
"application/problem+json": {
"schema": {
"$ref": "#/components/schemas/Problem"
},
"examples": {
"body_too_large": {
"$ref": "#/components/examples/body_too_large"
}
}
}
}
},
"Problem415": {
"description": "A problem.",
"content": {
"application/problem+json": {
"schema": {
"$ref": "#/components/schemas/Problem"
},
"examples": {
"media_type_unsupported": {
"$ref": "#/components/examples/media_type_unsupported"
}
}
}
}
},
"Problem422": {
"description": "A problem.",
"content": {
"application/problem+json": {
"schema": {
"$ref": "#/components/schemas/Problem"
},
"examples": {
"input_invalid": {
"$ref": "#/components/examples/input_invalid"
},
"parameter_rejected": {
"$ref": "#/components/examples/parameter_rejected"
},
"phone_rejected": {
"$ref": "#/components/examples/phone_rejected"
},
"message_expired": {
"$ref": "#/components/examples/message_expired"
},
"idempotency_mismatch": {
"$ref": "#/components/examples/idempotency_mismatch"
},
"template_mismatch": {
"$ref": "#/components/examples/template_mismatch"
},
"recipient_suppressed": {
"$ref": "#/components/examples/recipient_suppressed"
}
}
}
}
},
"Problem429": {
"description": "A problem.",
"headers": {
"Retry-After": {
"description": "Seconds to wait.",
"schema": {
"type": "integer"
}
}
},
"content": {
"application/problem+json": {
"schema": {
"$ref": "#/components/schemas/Problem"
},
"examples": {
"upstream_rate_limited": {
"$ref": "#/components/examples/upstream_rate_limited"
},
"rate_limited": {
"$ref": "#/components/examples/rate_limited"
}
}
}
}
},
"Problem500": {
"description": "A problem.",
"content": {
"application/problem+json": {
"schema": {
"$ref": "#/components/schemas/Problem"
},
"examples": {
"internal_error": {
"$ref": "#/components/examples/internal_error"
}
}
}
}
},
"Problem502": {
"description": "A problem.",
"content": {
"application/problem+json": {
"schema": {
"$ref": "#/components/schemas/Problem"
},
"examples": {
"network_error": {
"$ref": "#/components/examples/network_error"
},
"authentication_failed": {
"$ref": "#/components/examples/authentication_failed"
},
"clock_skew": {
"$ref": "#/components/examples/clock_skew"
},
"account_unavailable": {
"$ref": "#/components/examples/account_unavailable"
},
"balance_insufficient": {
"$ref": "#/components/examples/balance_insufficient"
},
"application_unavailable": {
"$ref": "#/components/examples/application_unavailable"
},
"quotation_missing": {
"$ref": "#/components/examples/quotation_missing"
},
"route_missing": {
"$ref": "#/components/examples/route_missing"
},
"journey_quotation_missing": {
"$ref": "#/components/examples/journey_quotation_missing"
},
"journey_quotation_unavailable": {
"$ref": "#/components/examples/journey_quotation_unavailable"
},
"upstream_failure": {
"$ref": "#/components/examples/upstream_failure"
},
"upstream_code_unknown": {
"$ref": "#/components/examples/upstream_code_unknown"
},
"response_unreadable": {
"$ref": "#/components/examples/response_unreadable"
},
"response_invalid": {
"$ref": "#/components/examples/response_invalid"
}
}
}
}
},
"Problem503": {
"description": "A problem.",
"headers": {
"Retry-After": {
"description": "Seconds to wait.",
"schema": {
"type": "integer"
}
}
},
"content": {
"application/problem+json": {
"schema": {
"$ref": "#/components/schemas/Problem"
},
"examples": {
"unavailable": {
"$ref": "#/components/examples/unavailable"
}
}
}
}
},
"Problem504": {
"description": "A problem.",
"content": {
"application/problem+json": {
"schema": {
"$ref": "#/components/schemas/Problem"
},
"examples": {
"timeout": {
"$ref": "#/components/examples/timeout"
}
}
}
}
}
}
}
}`;
