#!/bin/sh
# Sends a signed sale. Needs curl and openssl.
hub="${HUB:-http://localhost:7071/api/webhooks/pos/acme}"
secret="${SECRET:-whsec_c2FtcGxlLXNlY3JldC1vZi1hY21lLXRpbGxz}"
receipt="${RECEIPT:-R-$(date +%s)}"
id="msg_$(openssl rand -hex 12)"
at="$(date +%s)"
body='{"type":"purchase.completed","occurredAt":"'"$(date -u +%Y-%m-%dT%H:%M:%SZ)"'","data":{"receiptId":"'"$receipt"'","storeId":"berlin-1","currency":"EUR","total":"12.50","member":{"type":"card","value":"603500012345"}}}'
key="$(printf %s "${secret#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')"
signature="$(printf %s "$id.$at.$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)"
curl -sS -w ' %{http_code}\n' "$hub" -H 'content-type: application/json' -H "webhook-id: $id" -H "webhook-timestamp: $at" -H "webhook-signature: v1,$signature" --data-raw "$body"
