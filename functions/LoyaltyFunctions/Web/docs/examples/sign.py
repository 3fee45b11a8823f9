"""Sends a signed sale. Python 3.9 or later, nothing to install."""
import base64, hashlib, hmac, json, os, secrets, time, urllib.request
from datetime import datetime, timezone

hub = os.environ.get("HUB", "http://localhost:7071/api/webhooks/pos/acme")
secret = os.environ.get("SECRET", "whsec_c2FtcGxlLXNlY3JldC1vZi1hY21lLXRpbGxz")
message, at = "msg_" + secrets.token_hex(12), str(int(time.time()))
body = json.dumps({
    "type": "purchase.completed",
    "occurredAt": datetime.now(timezone.utc).isoformat(),
    "data": {
        "receiptId": os.environ.get("RECEIPT", "R-" + at), "storeId": "berlin-1", "currency": "EUR", "total": "12.50",
        "member": {"type": "card", "value": "603500012345"},
    },
}).encode()
key = base64.b64decode(secret.removeprefix("whsec_"))
signature = base64.b64encode(hmac.new(key, f"{message}.{at}.".encode() + body, hashlib.sha256).digest()).decode()
request = urllib.request.Request(hub, body, {
    "content-type": "application/json",
    "webhook-id": message,
    "webhook-timestamp": at,
    "webhook-signature": "v1," + signature,
})
with urllib.request.urlopen(request) as answer:
    print(answer.read().decode(), answer.status)
