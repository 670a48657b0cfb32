#!/usr/bin/env bash
# Speed and memory, side by side with the floor (read once, two SHA-256, write) in one run; prints a table, judges nothing.
# Usage: speed.sh [--bench DIR] [--work DIR] [--count N] [--only small] [--rounds N]   Needs GNU time, javac, Debian's python3-pydicom.
# --rounds: only the small files, N times in turn, each run divided by the floor just before it. What a file system spends in the kernel
# differs from minute to minute; a --work on a tmpfs or on a new file system is free of what was there before.
set -euo pipefail
cd "$(dirname "$0")/../.."

bench=../shared/phi-bench work= count=2000 only= rounds=
while [ $# -gt 0 ]; do
  case "$1" in
    --bench) bench=$2 ;;
    --work) work=$2 ;;
    --count) count=$2 ;;
    --only) only=$2 ;;
    --rounds) rounds=$2 only=small ;;
    *) echo "speed.sh: unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done
if [ -z "$work" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
else
  trap 'rm -rf "$work/earlier"' EXIT
fi
jar=routes/target/dicom-deid.jar
mkdir -p "$work/classes" "$work/load"
javac -d "$work/classes" "$bench/Floor.java"
load() { # kind, name, further arguments: makes the files once
  [ -d "$work/load/$2" ] || /usr/bin/python3 "$bench/make_load.py" "$1" --out "$work/load/$2" "${@:3}"
}
load small small --count "$count"
if [ "$only" != small ]; then
  load large large --count 8 --megabytes 100
  load large huge --count 1 --megabytes 300
  load deep deep
  load wide wide
fi

[ -n "$rounds" ] || printf '%-44s %8s %8s %8s %8s  %s\n' what 'cpu s' 'wall s' 'rss MB' 'x floor' exit
floor=
clear_away() { # moved, not deleted: ext4 passes by the inodes of files that went in the last minute, at a cost of 2 s for 4,000 new ones
  mkdir -p "$work/earlier"
  local aside
  aside=$(mktemp -d -p "$work/earlier")
  for each in out data quarantine; do [ ! -e "$work/$each" ] || mv "$work/$each" "$aside"; done
  [ -z "$rounds" ] || rm -rf "$work/earlier" # many of them would fill a tmpfs
  sync
}
measure() { # label, then the command; "floor" sets the figure that the next lines are divided by
  local label=$1 status=0
  shift
  clear_away
  /usr/bin/time -f '%U %S %e %M' -o "$work/time" "$@" >"$work/log" 2>&1 || status=$?
  local cpu wall rss
  read -r cpu wall rss < <(tail -n 1 "$work/time" | awk '{print $1 + $2, $3, $4 / 1024}')
  [ "$label" = floor ] && floor=$cpu
  printf '%-44s %8.2f %8.2f %8.0f %8.2f  %s\n' "$label" "$cpu" "$wall" "$rss" "$(echo "$cpu $floor" | awk '{print $1 / $2}')" "$status"
}
sanitize() { # load, JVM options and sanitize options before --
  local name=$1 jvm=() options=()
  shift
  for each in "$@"; do case "$each" in -X*) jvm+=("$each") ;; *) options+=("$each") ;; esac; done
  echo java "${jvm[@]}" -jar "$jar" sanitize --no-pixel-redaction --data "$work/data" --quarantine "$work/quarantine" "${options[@]}" "$work/load/$name" "$work/out"
}

rounds() { # label, then the command: what N runs took, each against its floor: median, least and most
  local label=$1 round
  shift
  : > "$work/rounds"
  for ((round = 0; round < rounds; round++)); do
    clear_away
    /usr/bin/time -f '%U %S' -o "$work/time" java -cp "$work/classes" Floor "$work/load/small" "$work/out" >"$work/log"
    tr '\n' ' ' <"$work/time" >>"$work/rounds"
    clear_away
    /usr/bin/time -f '%U %S' -o "$work/time" "$@" >"$work/log" 2>&1
    cat "$work/time" >>"$work/rounds"
  done
  awk -v label="$label" '
    function three(values, n, i, j, t) {
      for (i = 2; i <= n; i++) { t = values[i]; for (j = i - 1; j > 0 && values[j] > t; j--) values[j + 1] = values[j]; values[j + 1] = t }
      return sprintf("%6.2f (%.2f to %.2f)", values[int((n + 1) / 2)], values[1], values[n])
    }
    { fu[NR] = $1; fs[NR] = $2; u[NR] = $3; s[NR] = $4; ratio[NR] = ($3 + $4) / ($1 + $2) }
    END { printf "%-30s %s  %s  %s  %s  %s\n", label, three(u, NR), three(s, NR), three(fu, NR), three(fs, NR), three(ratio, NR) }
  ' "$work/rounds"
}
if [ -n "$rounds" ]; then
  echo "== $count small files, $rounds rounds: median (least to most)"
  printf '%-30s %-22s  %-22s  %-22s  %-22s  %s\n' what 'user s' 'system s' 'floor user s' 'floor system s' 'x floor'
  rounds 'sanitize --no-receipts' $(sanitize small --no-receipts)
  rounds 'sanitize, batched time stamps' $(sanitize small)
  exit 0
fi
echo "== $count small files"
measure floor java -cp "$work/classes" Floor "$work/load/small" "$work/out"
measure 'sanitize --no-receipts' $(sanitize small --no-receipts)
measure 'sanitize, batched time stamps' $(sanitize small)
measure floor java -cp "$work/classes" Floor "$work/load/small" "$work/out"
measure 'sanitize --no-receipts, again' $(sanitize small --no-receipts)
[ "$only" != small ] || exit 0
echo "== 8 x 100 MB"
measure floor java -cp "$work/classes" Floor "$work/load/large" "$work/out"
measure 'sanitize --no-receipts' $(sanitize large --no-receipts)
measure 'sanitize --no-receipts -Xmx64m' $(sanitize large --no-receipts -Xmx64m)
measure 'sanitize, batched time stamps' $(sanitize large)
echo "== one 300 MB file under -Xmx64m"
measure floor java -Xmx64m -cp "$work/classes" Floor "$work/load/huge" "$work/out"
measure 'sanitize --no-receipts -Xmx64m' $(sanitize huge --no-receipts -Xmx64m)
measure 'sanitize -Xmx64m' $(sanitize huge -Xmx64m)
echo "== nesting 16 to 1,000 deep; 82,000 private elements, 10,000 frames, 4^7 SR leaves, 60 MB private value"
measure floor java -cp "$work/classes" Floor "$work/load/deep" "$work/out"
measure 'sanitize deep' $(sanitize deep)
measure floor java -cp "$work/classes" Floor "$work/load/wide" "$work/out"
measure 'sanitize wide' $(sanitize wide)
echo "== one small file, cold (first run makes keys and store; second finds them)"
mkdir -p "$work/load/one"
cp -n "$(find "$work/load/small" -name '*.dcm' | sort | head -n 1)" "$work/load/one/"
measure floor java -cp "$work/classes" Floor "$work/load/one" "$work/out"
measure 'sanitize, first run' $(sanitize one)
measure_again() { /usr/bin/time -f '%U %S %e %M' -o "$work/time" "${@:2}" >"$work/log" 2>&1 || true; awk -v l="$1" '{printf "%-44s %8.2f %8.2f %8.0f\n", l, $1 + $2, $3, $4 / 1024}' "$work/time"; }
measure_again 'sanitize, keys and store there' $(sanitize one)
