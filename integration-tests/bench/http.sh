#!/usr/bin/env bash
# Sends large files through the HTTP API of the built jar under a small heap, and prints seconds, MB/s and resident memory.
#
#   mvn -q -DskipTests package && integration-tests/bench/http.sh [megabytes] [heap] [clients at once]
set -euo pipefail
cd "$(dirname "$0")/../.."

megabytes=${1:-500}
heap=${2:-256m}
clients=${3:-2}
jar=$PWD/routes/target/dicom-deid.jar
work=$(mktemp -d)
service=
stop() {
  [ -z "$service" ] || kill "$service" 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
cd "$work"

# A whole picture of so many megabytes.
java -jar "$jar" demo demo >/dev/null
/usr/bin/python3 - "$megabytes" <<'PYTHON'
import sys
from glob import glob
from pydicom import dcmread
made = dcmread("demo/in/slice1.dcm")
made.decompress() if made.file_meta.TransferSyntaxUID.is_compressed else None
made.Rows, made.Columns, made.NumberOfFrames = 1024, 1024, int(sys.argv[1])
made.SamplesPerPixel, made.PhotometricInterpretation = 1, "MONOCHROME2"
made.BitsAllocated = made.BitsStored = 8
made.HighBit, made.PixelRepresentation = 7, 0
made.PixelData = bytes(1024 * 1024 * int(sys.argv[1]))
made["PixelData"].VR = "OB"
made.save_as("large.dcm")
PYTHON

port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
token=$(java -jar "$jar" token create bench --data data --rights sanitize,keep-pixels)
java "-Xmx$heap" -jar "$jar" run dicom-deid.management.enabled=false dicom-deid.http.enabled=true \
  "dicom-deid.http.port=$port" >log 2>&1 &
service=$!
for _ in $(seq 120); do
  curl -sf "http://127.0.0.1:$port/api/v1/openapi.json" >/dev/null && break
  sleep 0.5
done

resident() { awk -v key="$1:" '$1 == key { print int($2 / 1024) }' "/proc/$service/status"; }
send() {
  curl -sS -o "out$1" -w '%{http_code} %{time_total}\n' -H "Authorization: Bearer $token" \
    -F file=@large.dcm -F include_pixel_redaction=false "http://127.0.0.1:$port/api/v1/sanitize/file"
}

echo "$megabytes MB under -Xmx$heap; idle: $(resident VmRSS) MB resident"
for round in 1 2 3; do
  send 0 | while read -r status seconds; do
    awk -v s="$seconds" -v m="$megabytes" -v c="$status" -v n="$round" \
      'BEGIN { printf "one upload, round %d: status %s, %.1f s, %.0f MB/s\n", n, c, s, m / s }'
  done
done
echo "after: $(resident VmRSS) MB resident, $(resident VmHWM) MB at most"
started=$(date +%s.%N)
for client in $(seq "$clients"); do
  send "$client" >"status$client" &
  sent[client]=$!
done
wait "${sent[@]}"
awk -v from="$started" -v to="$(date +%s.%N)" -v m="$megabytes" -v n="$clients" \
  'BEGIN { printf "%d at once: %.1f s, %.0f MB/s together\n", n, to - from, n * m / (to - from) }'
cat status*
for client in $(seq "$clients"); do cmp out0 "out$client"; done
echo "after: $(resident VmRSS) MB resident, $(resident VmHWM) MB at most; output $(stat -c %s out0) bytes"
