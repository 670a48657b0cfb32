#!/usr/bin/env bash
# Burned-in text: makes images from a seed, runs the built jar over them and Tesseract alone beside it, and prints what
# was found, what was blanked without need, time and memory, by category. Judges nothing. Run `mvn verify` before.
#   pixels.sh [--seed N] [--count N] [--engine] [--no-tesseract] [--out DIR] [--work DIR]
#   pixels.sh --cine [--seed N] [--engine] [--work DIR]
#   pixels.sh --moving [--seed N] [--work DIR]
#   --count N       images with text (220); a quarter as many without are added
#   --engine        the text finder on pictures, its boxes scored, in place of the front door and the pixels that leave it
#   --no-tesseract  the project alone
#   --out DIR       PNGs of images with misses or false areas: blanked blue, falsely orange, missed words framed red
#   --work DIR      keeps objects and results there
#   --heap SIZE     -Xmx of the processes that find text (256m)
#   --cine          a cine of 100 frames with text on all of them and on five of them, on one core
#   --moving        short cines over which a name moves, jumps, fades or grows; scored letter for letter on each frame
# Needs the Debian packages fontconfig fonts-dejavu fonts-liberation fonts-liberation2 fonts-freefont-ttf fonts-inconsolata
# fonts-open-sans fonts-roboto-unhinted; Tesseract comes from the jar's libraries and runs on Linux x86-64 only.
set -euo pipefail
cd "$(dirname "$0")/../.."

seed=1 count=220 run=pipeline tesseract=yes cine=no moving=no heap=256m out= work= pinned=()
while [ $# -gt 0 ]; do
  case "$1" in
    --seed) seed=$2; shift ;;
    --count) count=$2; shift ;;
    --out) out=$2; shift ;;
    --work) work=$2; shift ;;
    --heap) heap=$2; shift ;;
    --engine) run=engine ;;
    --no-tesseract) tesseract=no ;;
    --cine) cine=yes ;;
    --moving) moving=yes ;;
    *) echo "pixels.sh: unknown option $1" >&2; exit 2 ;;
  esac
  shift
done
if [ -z "$work" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi

bench() { # step, its arguments
  local memory=()
  case "$1" in make | *-make | score | *-score) ;; *) memory=(-Xmx"$heap") ;; esac
  OMP_THREAD_LIMIT=1 "${pinned[@]}" java "${memory[@]}" -Djava.awt.headless=true -cp "routes/target/dicom-deid.jar:integration-tests/target/test-classes" \
    org.dicomdeid.bench.PixelBench "$@"
}
if [ "$cine" = yes ]; then
  step=$run
  [ "$run" = engine ] && step=cine-engine
  bench cine-make "$work" "$seed"
  pinned=(taskset -c 0)
  bench "$step" "$work"
  bench cine-score "$work" "$seed"
  exit
fi
if [ "$moving" = yes ]; then
  bench moving-make "$work" "$seed"
  pinned=(taskset -c 0)
  bench pipeline "$work"
  bench moving-score "$work" "$seed"
  exit
fi
bench make "$work" "$seed" "$count"
bench "$run" "$work"
if [ "$tesseract" = yes ]; then
  bench tesseract "$work"
  bench tesseract-sparse "$work"
fi
bench score "$work" "$seed" "$count" ${out:+"$out"}
