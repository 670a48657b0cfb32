#!/usr/bin/env bash
# What evidence costs: receipts per second on H2 and on a real PostgreSQL server, bytes per receipt, ms for a proof in a large log, time to
# verify a store and an export. Judges nothing. Builds first what is not built.
# Usage: evidence.sh [--work DIR] [--receipts N] [--verified N] [--leaves N]
# A log of 10,000,000 leaves takes 34 GB of disk when it is done and more while it is made, and over an hour beside other work.
set -euo pipefail
cd "$(dirname "$0")/../.."

work= receipts=20000 verified=1000000 leaves=10000000
while [ $# -gt 0 ]; do
  case "$1" in
    --work) work=$2 ;;
    --receipts) receipts=$2 ;;
    --verified) verified=$2 ;;
    --leaves) leaves=$2 ;;
    *) echo "evidence.sh: unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done
if [ -z "$work" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi
mkdir -p "$work"
mvn -q -B -ntp -pl integration-tests -am package -DskipTests dependency:build-classpath -Dmdep.includeScope=test \
  -Dmdep.outputFile="$(realpath "$work")/classpath"
# The modules themselves are in the jar that users run; migrations must not be there twice.
libraries=$(tr : '\n' < "$work/classpath" | grep -v dicom-deid | paste -sd :)
program() { # class, its arguments
  java -Xmx1g -Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider \
    -cp "routes/target/dicom-deid.jar:integration-tests/target/test-classes:$libraries" "org.dicomdeid.bench.$1" "${@:2}"
}
bench() { # step, its arguments
  program EvidenceRates "$@"
}
for stamps in checkpoint receipt; do
  echo "== $receipts receipts, time stamps over each $stamps"
  bench append "$work/$stamps" "$receipts" "$stamps"
done
echo "== $receipts receipts on PostgreSQL"
program PostgresRates "$work/postgres" "$receipts"
echo "== verify the export"
bench verify "$work/checkpoint"
echo "== verify $verified receipts on PostgreSQL"
program LargeLog fill "$work/verified" "$verified"
program LargeLog verify "$work/verified"
program LargeLog export "$work/verified" "$verified"
echo "== a log of $leaves receipts on PostgreSQL"
program LargeLog fill "$work/large" "$leaves"
program LargeLog proofs "$work/large"
