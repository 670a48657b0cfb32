#!/usr/bin/env bash
# SIGKILL at random moments, while objects come in through a folder, from an SFTP server and as jobs of the HTTP API, and go to
# two destinations: a folder, and that SFTP server, which is away every now and then. The audit store
# is a file, and then once more on PostgreSQL. Prints what was lost or delivered twice; the exit status is 0 when nothing was, and
# when the log held after each kill.
# Usage: kill.sh [--kills N] [--objects N] [--seed N]   Needs the build: mvn -DskipTests package
set -euo pipefail
cd "$(dirname "$0")/.."

kills=200 objects=2000 seed=$RANDOM
while [ $# -gt 0 ]; do
  case "$1" in
    --kills) kills=$2 ;;
    --objects) objects=$2 ;;
    --seed) seed=$2 ;;
    *) echo "kill.sh: unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done
[ -f ../routes/target/dicom-deid.jar ] || { echo "kill.sh: build first: mvn -DskipTests package" >&2; exit 2; }
echo "seed $seed"
time mvn -q -B -ntp -f .. package -pl integration-tests -am -Dtest=ServiceKillTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Dkill.kills="$kills" -Dkill.objects="$objects" -Dkill.seed="$seed"
