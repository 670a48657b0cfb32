#!/usr/bin/env bash
# The decode matrix and the speed of the codecs: makes images of syntax x depth x colour x sign with dcmtk and gdcm, decodes
# them here and there, and prints a table. Judges nothing. Run `mvn verify` (or package and test-compile) before.
# Usage: codecs.sh [--work DIR] [--only matrix|speed] [FOLDER ...]   FOLDERs with real files are tried too, when they exist.
# Needs the Debian packages dcmtk, libgdcm-tools, python3-gdcm, python3-numpy.
set -euo pipefail
cd "$(dirname "$0")/../.."

work= only= folders=()
while [ $# -gt 0 ]; do
  case "$1" in
    --work) work=$2; shift ;;
    --only) only=$2; shift ;;
    -*) echo "codecs.sh: unknown option $1" >&2; exit 2 ;;
    *) folders+=("$1") ;;
  esac
  shift
done
if [ ${#folders[@]} -eq 0 ]; then
  folders=(../shared/phi-bench/base /usr/lib/python3/dist-packages/pydicom/data/test_files)
fi
if [ -z "$work" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi
bench() { # step, its arguments
  java -Djava.awt.headless=true -cp routes/target/dicom-deid.jar:integration-tests/target/test-classes \
    org.dicomdeid.bench.CodecBench "$@"
}
[ "$only" = speed ] || bench matrix "$work" integration-tests/bench/gdcm_cells.py "${folders[@]}"
[ "$only" = matrix ] || bench speed "$work"
