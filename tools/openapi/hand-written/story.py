"""Successes, a 422, a 409, a 403 and a 204, with Python's standard library alone."""

import json
import os
import threading
import urllib.error
import urllib.request


def call(method, path, key, body=None, idempotency_key=None):
    request = urllib.request.Request(os.environ["GATEWAY_URL"] + path, method=method)
    request.add_header("Authorization", "Bearer " + key)
    if body is not None:
        request.add_header("Content-Type", "application/json")
        request.data = json.dumps(body).encode()
    if idempotency_key is not None:
        request.add_header("Idempotency-Key", idempotency_key)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            text = response.read()
            return response.status, json.loads(text) if text else None
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


admin, sender = os.environ["ADMIN_KEY"], os.environ["SENDER_KEY"]
order = {"phone": "84912345678", "tokenType": "token_logistics_7", "reference": "Đơn 42"}
message = {**order, "templateId": "133214", "templateData": {"order": "Đơn 42", "total": 120000}}

status, journey = call("POST", "/v1/journeys", sender, order)
assert (status, journey["reused"]) == (201, False), (status, journey)
status, again = call("POST", "/v1/journeys", sender, order)
assert (status, again["journeyId"]) == (200, journey["journeyId"]), (status, again)

status, problem = call("POST", "/v1/journeys", sender, {**order, "phone": "0912"})
assert (status, problem["code"], problem["issues"][0]["path"]) == (422, "input_invalid", ["phone"]), problem

status, sent = call("POST", "/v1/messages", sender, message, "order-42")
assert (status, type(sent["requestId"])) == (202, str), (status, sent)

slow = {**message, "phone": os.environ["SLOW_PHONE"], "reference": "Đơn 43"}
statuses = []
both = [
    threading.Thread(target=lambda: statuses.append(call("POST", "/v1/messages", sender, slow, "order-43")[0]))
    for _ in range(2)
]
for thread in both:
    thread.start()
for thread in both:
    thread.join()
assert sorted(statuses) == [202, 409], statuses

path = "/v1/journeys/" + journey["journeyId"]
status, problem = call("DELETE", path, sender)
assert (status, problem["code"]) == (403, "forbidden"), problem
assert call("DELETE", path, admin)[0] == 204
