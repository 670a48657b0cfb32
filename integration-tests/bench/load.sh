#!/usr/bin/env bash
# Many small objects through SFTP (OpenSSH's sshd) -> pipeline -> two destinations, a folder and an SFTP server; header only.
# Prints objects/s, p50 and p99 of each stage, resident memory over time, and CPU for each object (user and system, of the
# process) beside that of `sanitize` on the same files, both with receipts: JVM start and compiler included, and of the second
# half of the objects alone. Judges nothing but that everything arrived.
# Usage: load.sh [--count N] [--rows N] [--heap SIZE] [--from sftp|folder] [--to both|folders]
#                [--threads N]
#   --rows N     rows of 128 bytes that an object has (256: 32 kB)
#   --threads N  objects that the intake has in hand at once (4, the default): those that are ready together share a commit
# The service has the options of Java that unit and container give it (docs/java.options), `sanitize` has none.
# Needs the build (mvn -DskipTests package) and a JDK's jcmd, sshd, GNU time. JAVA_TOOL_OPTIONS go to both.
set -euo pipefail
cd "$(dirname "$0")/../.."

count=10000 rows=256 heap=256m from=sftp to=both threads=4
while [ $# -gt 0 ]; do
  case "$1" in
    --count) count=$2 ;;
    --rows) rows=$2 ;;
    --heap) heap=$2 ;;
    --from) from=$2 ;;
    --to) to=$2 ;;
    --threads) threads=$2 ;;
    *) echo "load.sh: unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done

. integration-tests/bench/site.sh
cd "$work"

java -cp "$jar:$tests" org.dicomdeid.bench.LoadObjects in "$count" "$rows"
header_only header-only.yaml
echo "$count objects of $(stat -c %s in/0.dcm) bytes, heap $heap, from $from, $threads at once"
sanitize() { # folder of inputs, how many there are, file for the times
  /usr/bin/time -f '%U %S %e' -o "$3" java "-Xmx$heap" -jar "$jar" sanitize --policy header-only.yaml --data data1 \
    --quarantine held1 "$1" sanitized >/dev/null 2>sanitize.log
  [ "$(find sanitized -name '*.dcm' | wc -l)" = "$2" ] || die "sanitize did not deliver all"
  rm -rf sanitized data1
}
half=$((count / 2))
mkdir half
find in -name '*.dcm' | sort | sed -n "1,${half}p" | xargs cp -l -t half
sanitize half "$half" half.time
sanitize in "$count" sanitize.time
rm -rf half
awk -v n="$count" -v h="$half" '
  NR == 1 { first = $1 + $2 }
  NR == 2 {
    printf "sanitize: %.2f ms CPU an object, %.2f of them when warm, %.0f objects/s\n",
      1000 * ($1 + $2) / n, 1000 * ($1 + $2 - first) / (n - h), n / $3
  }' half.time sanitize.time

mkdir -p site arrived inbox
start_sshd
management=$(free_port)
{
  echo "dicom-deid.management.port=$management"
  echo "dicom-deid.intake.load.policy=$work/header-only.yaml"
  echo "dicom-deid.intake.load.poll-delay=200ms"
  echo "dicom-deid.intake.load.threads=$threads"
  if [ "$from" = sftp ]; then
    echo "dicom-deid.intake.load.uri=sftp://127.0.0.1:$ssh_port/inbox"
    login dicom-deid.intake.load
  else
    echo "dicom-deid.intake.load.read-lock=none"
    echo "dicom-deid.intake.load.folder=$work/inbox"
  fi
  echo "dicom-deid.destination.near.uri=file:$work/near"
  if [ "$to" = both ]; then
    echo "dicom-deid.destination.far.uri=sftp://127.0.0.1:$ssh_port/arrived"
    login dicom-deid.destination.far
  else
    echo "dicom-deid.destination.far.uri=file:$work/arrived"
  fi
} >site/application.properties
start_service site "-Xmx$heap"

ticks() { awk '{ print $14 + $15 }' "/proc/$service/stat"; }
started=$(date +%s.%N)
mv in/*.dcm inbox/ 2>/dev/null || find in -name '*.dcm' -exec mv -t inbox {} +
last=0 warm_at= warm_ticks=
while :; do
  left=$({ find inbox -type f 2>/dev/null || true; } | wc -l)
  waiting=$({ find site/data/backlog -name "*.json" 2>/dev/null || true; } | wc -l)
  delivered=$(find near -name '*.dcm' 2>/dev/null | wc -l || true)
  if [ -z "$warm_at" ] && [ "$delivered" -ge "$half" ]; then
    warm_at=$delivered warm_ticks=$(ticks)
  fi
  now=$(date +%s)
  if [ $((now - last)) -ge 5 ] || [ "$left" = 0 ]; then
    awk -v s="$(awk -v a="$started" -v b="$(date +%s.%N)" 'BEGIN { print b - a }')" -v d="$delivered" -v left="$left" -v w="$waiting" \
      '$1 == "VmRSS:" { printf "%d s: %d done, %d objects left, %d waiting, %d MB resident\n", s, d, left, w, $2 / 1024 }' \
      "/proc/$service/status" | tee -a memory.txt
    last=$now
  fi
  [ "$left" != 0 ] || [ "$waiting" != 0 ] || break
  kill -0 "$service" || exit 1
  sleep 0.5
done
ended=$(date +%s.%N)
cpu=$(ticks)
jcmd "$service" Thread.print >threads.txt
curl -s "http://127.0.0.1:$management/metrics" >metrics.txt
for folder in near arrived; do
  got=$(find "$folder" -name '*.dcm' | wc -l)
  [ "$got" = "$count" ] || die "$folder has $got of $count"
done
hertz=$(getconf CLK_TCK)
awk -v n="$count" -v half="$half" -v a="$started" -v b="$ended" -v t="$cpu" -v h="$hertz" -v wn="${warm_at:-$count}" \
  -v wt="${warm_ticks:-$cpu}" '
  NR == 1 { first = $1 + $2 }
  NR == 2 {
    own = 1000 * ($1 + $2) / n
    own_warm = 1000 * ($1 + $2 - first) / (n - half)
    each = 1000 * t / h / n
    printf "service: %.2f ms CPU an object (%.2f x sanitize), %.0f objects/s\n", each, each / own, n / (b - a)
    if (wn < n) {
      warm = 1000 * (t - wt) / h / (n - wn)
      printf "of the second half of them: %.2f ms CPU an object (%.2f x sanitize)\n", warm, warm / own_warm
    }
  }' half.time sanitize.time
/usr/bin/python3 - metrics.txt threads.txt "$count" <<'PYTHON'
import re, sys
threads = {}
for line in open(sys.argv[2]):
    found = re.match(r'"(.*?)".* cpu=([0-9.]+)ms', line)
    if found:
        name = re.sub(r"[#-]?\d+", "", re.sub(r"127\.0\.0\.1 port \d+", "", found.group(1)))
        threads[name] = threads.get(name, 0.0) + float(found.group(2))
for name, spent in sorted(threads.items(), key=lambda each: -each[1])[:12]:
    print(f"CPU of {name.strip()}: {spent / int(sys.argv[3]):.3f} ms an object")
stages = {}
for line in open(sys.argv[1]):
    found = re.match(r'dicomdeid_stage_seconds_bucket\{(.*)\} (\S+)', line)
    if found:
        labels = dict(re.findall(r'(\w+)="([^"]*)"', found.group(1)))
        stages.setdefault(labels["stage"], {}).setdefault(float(labels["le"]), 0.0)
        stages[labels["stage"]][float(labels["le"])] += float(found.group(2))
for stage, buckets in sorted(stages.items()):
    rows = sorted(buckets.items())
    total = rows[-1][1]
    def quantile(q):
        below, low = 0.0, 0.0
        for bound, passed in rows:
            if passed >= q * total:
                if bound == float("inf"):
                    return low
                return low + (bound - low) * (q * total - below) / max(passed - below, 1)
            below, low = passed, bound
        return low
    print(f"stage {stage}: {int(total)} times, p50 {quantile(0.5) * 1000:.1f} ms, p99 {quantile(0.99) * 1000:.1f} ms")
PYTHON
