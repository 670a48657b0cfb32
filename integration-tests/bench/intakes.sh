#!/usr/bin/env bash
# The objects of phi-bench through the running service by folder, by SFTP (OpenSSH's sshd) and by HTTP (curl; at once, and as
# jobs), and through `sanitize` with the same key: fails unless every way delivers the same files with the same bytes.
# Usage: intakes.sh [--seed N] [--bench DIR] [--full N]
#   --full N   redacts pixels too, of every N-th object; without, headers of all objects with pixels kept, which is quick
# Needs the build, sshd, curl, and what phi-bench needs.
set -euo pipefail
cd "$(dirname "$0")/../.."

seed=1 bench=../shared/phi-bench full=
while [ $# -gt 0 ]; do
  case "$1" in
    --seed) seed=$2 ;;
    --bench) bench=$2 ;;
    --full) full=$2 ;;
    *) echo "intakes.sh: unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done

. integration-tests/bench/site.sh

/usr/bin/python3 "$bench/make_corpus.py" --base "$bench/base" --out "$work/corpus" --seed "$seed" >/dev/null
mkdir -p "$work/in" "$work/inbox" "$work/out" "$work/service"
number=0
while IFS= read -r -d '' file; do
  number=$((number + 1))
  [ -z "$full" ] || [ $((number % full)) = 0 ] || continue
  cp "$file" "$work/in/$number"
done < <(find "$work/corpus/input" -type f -print0 | sort -z)
count=$(find "$work/in" -type f | wc -l)
cd "$work"

if [ -n "$full" ]; then
  policy=hipaa name=hipaa
else
  policy=$work/header-only.yaml name=header-only
  header_only "$policy"
fi
status=0
java -jar "$jar" sanitize --policy "$policy" --data "$work/data" --quarantine "$work/held" in expected >/dev/null 2>&1 || status=$?
[ "$status" -le 1 ] || die "sanitize failed"
mkdir -p -m 700 service/data/keys
cp -p data/keys/pseudonym.key service/data/keys/

start_sshd
port=$(free_port)
cat >service/application.properties <<PROPERTIES
dicom-deid.management.enabled=false
dicom-deid.intake.folder.folder=$work/inbox
dicom-deid.intake.folder.policy=$policy
dicom-deid.intake.folder.read-lock=none
dicom-deid.intake.folder.destinations=by-folder
dicom-deid.intake.sftp.uri=sftp://127.0.0.1:$ssh_port/out
$(login dicom-deid.intake.sftp)
dicom-deid.intake.sftp.policy=$policy
dicom-deid.intake.sftp.poll-delay=200ms
dicom-deid.intake.sftp.destinations=by-sftp
dicom-deid.http.enabled=true
dicom-deid.http.port=$port
dicom-deid.http.rate=1000000
dicom-deid.http.policies=$policy
dicom-deid.http.policy=$name
dicom-deid.http.store.policy=$name
dicom-deid.http.jobs.destinations=by-job
dicom-deid.destination.by-folder.uri=file:$work/by-folder
dicom-deid.destination.by-sftp.uri=file:$work/by-sftp
dicom-deid.destination.by-job.uri=file:$work/by-job
PROPERTIES
token=$(cd service && java -jar "$jar" token create bench --rights sanitize,keep-pixels)
start_service service

for to in inbox out; do
  cp -r in staged
  mv staged/* "$to"
  rmdir staged
done
send() { # file, where the answer goes, further arguments
  curl -sS -o "$2" -w '%{http_code}\n' -H "Authorization: Bearer $token" -F "file=@$1" "${@:3}" \
    "http://127.0.0.1:$port/api/v1/sanitize/file"
}
mkdir answers
for file in in/*; do
  send "$file" /dev/null -H 'Prefer: respond-async' >>jobs.txt
  code=$(send "$file" answer)
  [ "$code" != 200 ] || mv answer "answers/$(sha256sum <answer | cut -d ' ' -f 1)"
done
[ "$(sort -u jobs.txt)" = 202 ] || die "a job was not taken"
for _ in $(seq 1200); do
  [ -n "$(find inbox out service/data/http/waiting -type f -print -quit)" ] || break
  sleep 0.5
done

status=0
digests() { (cd "$1" && find . -name '*.dcm' -type f -print0 | sort -z | xargs -0 sha256sum); }
digests expected >expected.txt
echo "$count objects, profile $name: sanitize delivers $(wc -l <expected.txt)"
for way in by-folder by-sftp by-job; do
  digests "$way" >"$way.txt"
  if cmp -s expected.txt "$way.txt"; then
    echo "$way: the same names and bytes"
  else
    echo "$way: DIFFERS: $(diff expected.txt "$way.txt" | grep -c '^[<>]') lines"
    status=1
  fi
done
cut -d ' ' -f 1 expected.txt | sort -u >expected-digests.txt
if ls answers | sort | cmp -s expected-digests.txt -; then
  echo "by HTTP answer: the same bytes"
else
  echo "by HTTP answer: DIFFERS"
  status=1
fi
held=$(find service/quarantine -name '*.dcm' 2>/dev/null | wc -l)
[ "$held" = "$(find held -name '*.dcm' 2>/dev/null | wc -l)" ] || { echo "quarantine differs"; status=1; }
exit "$status"
