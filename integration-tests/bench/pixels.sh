#!/usr/bin/env bash
# Burned-in text: makes images from a seed, runs the built jar's engine over them, and prints what was found, what was
# blanked without need, time and memory, by category. Judges nothing. Run `mvn verify` (or test-compile) before.
#   pixels.sh [--seed N] [--count N] [--out DIR] [--work DIR] [--cores N]
#   --count N   images with text (220); a quarter as many without are added
#   --out DIR   PNGs of images with misses or false areas: blanked blue, falsely orange, missed words framed red
#   --work DIR  keeps objects and results there
# Needs the Debian packages fontconfig fonts-dejavu fonts-liberation fonts-liberation2 fonts-freefont-ttf fonts-inconsolata
# fonts-open-sans fonts-roboto-unhinted.
set -euo pipefail
cd "$(dirname "$0")/../.."

seed=1 count=220 out= work= cores=0
while [ $# -gt 0 ]; do
  case "$1" in
    --seed) seed=$2 ;;
    --count) count=$2 ;;
    --out) out=$2 ;;
    --work) work=$2 ;;
    --cores) cores=$2 ;;
    *) echo "pixels.sh: unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done
if [ -z "$work" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi

bench() { # step, its arguments
  java -Djava.awt.headless=true -cp "routes/target/dicom-deid.jar:integration-tests/target/test-classes" \
    org.dicomdeid.bench.PixelBench "$@"
}
bench make "$work" "$seed" "$count"
bench pipeline "$work"
bench score "$work" "$seed" "$count" ${out:+"$out"}
