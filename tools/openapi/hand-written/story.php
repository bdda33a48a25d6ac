<?php

declare(strict_types=1);

// Successes, a 422, a 403 and a 204, with PHP's own streams alone.

function call(string $method, string $path, string $key, ?array $body = null, ?string $idempotencyKey = null): array
{
    $headers = ["Authorization: Bearer $key"];
    if ($body !== null) {
        $headers[] = "Content-Type: application/json";
    }
    if ($idempotencyKey !== null) {
        $headers[] = "Idempotency-Key: $idempotencyKey";
    }
    $http = [
        "method" => $method,
        "header" => $headers,
        "content" => $body === null ? "" : json_encode($body, JSON_THROW_ON_ERROR),
        "ignore_errors" => true,
        "timeout" => 30,
    ];
    $text = file_get_contents(getenv("GATEWAY_URL") . $path, false, stream_context_create(["http" => $http]));
    preg_match('/^HTTP\S+ (\d{3})/', $http_response_header[0], $found);
    return [(int) $found[1], $text === "" ? null : json_decode($text, true, 512, JSON_THROW_ON_ERROR)];
}

function expect(mixed $expected, mixed $given): void
{
    if ($expected !== $given) {
        fwrite(STDERR, json_encode(["expected" => $expected, "given" => $given]) . "\n");
        exit(1);
    }
}

[$admin, $sender] = [getenv("ADMIN_KEY"), getenv("SENDER_KEY")];
$order = ["phone" => "84912345678", "tokenType" => "token_logistics_7", "reference" => "Đơn 42"];

[$status, $journey] = call("POST", "/v1/journeys", $sender, $order);
expect([201, false], [$status, $journey["reused"]]);
[$status, $again] = call("POST", "/v1/journeys", $sender, $order);
expect([200, $journey["journeyId"]], [$status, $again["journeyId"]]);

[$status, $problem] = call("POST", "/v1/journeys", $sender, ["phone" => "0912"] + $order);
expect([422, "input_invalid", ["phone"]], [$status, $problem["code"], $problem["issues"][0]["path"]]);

$message = $order + ["templateId" => "133214", "templateData" => (object) []];
[$status, $sent] = call("POST", "/v1/messages", $sender, $message, "order-42");
expect([202, true], [$status, is_string($sent["requestId"])]);

$path = "/v1/journeys/" . $journey["journeyId"];
[$status, $problem] = call("DELETE", $path, $sender);
expect([403, "forbidden"], [$status, $problem["code"]]);
expect(204, call("DELETE", $path, $admin)[0]);
