#!/usr/bin/env bash
# Quality: makes the phi-bench corpus for a seed, sanitizes it with the built jar, scores it, and fails when a figure is
# below what the resolved issues promise. Usage: phi-bench.sh [--seed N] [--bench DIR] [--show N]
set -euo pipefail
cd "$(dirname "$0")/../.."

seed=1 bench=../shared/phi-bench show=20
while [ $# -gt 0 ]; do
  case "$1" in
    --seed) seed=$2 ;;
    --bench) bench=$2 ;;
    --show) show=$2 ;;
    *) echo "phi-bench.sh: unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done

python=/usr/bin/python3 # Debian's own, which sees pydicom
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" "$bench/make_corpus.py" --base "$bench/base" --out "$work/corpus" --seed "$seed"

status=0
java -jar routes/target/dicom-deid.jar sanitize --policy hipaa --data "$work/data" --quarantine "$work/quarantine" \
  "$work/corpus/input" "$work/out" || status=$?
echo "sanitize of input/: exit status $status"
status=0
java -jar routes/target/dicom-deid.jar sanitize --policy hipaa --data "$work/data" --quarantine "$work/bad" \
  "$work/corpus/bad" "$work/bad-out" || status=$?
echo "sanitize of bad/: exit status $status"
[ "$status" = 1 ] || { echo "phi-bench: bad inputs must give exit status 1" >&2; exit 1; }
if [ -n "$(find "$work/bad-out" -type f -print -quit 2>/dev/null)" ]; then
  echo "phi-bench: something of the bad inputs was delivered" >&2
  exit 1
fi

"$python" "$bench/score.py" --corpus "$work/corpus" --delivered "$work/out" --quarantine "$work/bad" \
  --show "$show" | tee "$work/score.txt"
"$python" integration-tests/bench/promises.py "$work/score.txt" "$work/corpus" "$work/out"
