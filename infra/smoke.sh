#!/usr/bin/env bash
# Asks a hub that was just deployed whether it is well and whether its doors are shut. Writes nothing.
# Usage: infra/smoke.sh https://func-loyalty-dev-….azurewebsites.net
set -uo pipefail

hub="${1:?the address of the hub is needed}"
hub="${hub%/}"
failed=0

# status METHOD PATH [curl options]: the status of a request.
status() {
  local method="$1" path="$2"
  shift 2
  curl --silent --show-error --output /dev/null --max-time 30 --write-out '%{http_code}' --request "$method" "$@" "$hub$path"
}

expect() {
  local what="$1" wanted="$2" got="$3"
  if [ "$got" = "$wanted" ]; then
    echo "ok    $what: $got"
  else
    echo "FAIL  $what: $got instead of $wanted"
    failed=1
  fi
}

# A first start makes tables and containers and may wait for roles that were given a moment ago.
health=000
for attempt in $(seq 1 "${SMOKE_ATTEMPTS:-30}"); do
  health="$(status GET /api/health)"
  [ "$health" = 200 ] && break
  echo "      health: $health, attempt $attempt"
  sleep "${SMOKE_PAUSE:-10}"
done

expect "the hub is well" 200 "$health"
expect "it describes its API" 200 "$(status GET /api/openapi.json)"
expect "nobody reads without a key" 401 "$(status GET /api/runs)"
expect "nobody earns without a key" 401 "$(status POST /api/refunds --data '{}' --header 'Content-Type: application/json')"
expect "no webhook without a signature" 401 "$(status POST /api/webhooks/pos/acme --data '{}' --header 'Content-Type: application/json')"
expect "no webhook of an unknown partner" 401 "$(status POST /api/webhooks/pos/nobody --data '{}' --header 'Content-Type: application/json')"
# The local host has no keys.
case "$hub" in
  https://*) expect "no administration without a key" 401 "$(status GET /admin/functions)" ;;
esac

exit "$failed"
