#!/usr/bin/env bash
# Time, memory, pairs a second and accuracy of `link` on generated populations, how they grow with the population, and
# Splink on the same file in turn.
#
#   bench/linkage/scale.sh [--rounds N] [--peer COMMAND] SIZE...     after mvn -DskipTests package in the root
#
# SIZE records with 20 % duplicates, seed 1, ids told apart from the truth by the mapping alone. COMMAND takes the same
# --input, --mapping and --output (an own script that runs Splink 5); it gets --config strict --threshold 0.9999999,
# which was its best on such populations. Memory is the most that all processes of a command held at once.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
rounds=1
peer=
while [[ ${1:-} == --* ]]; do
  case $1 in
    --rounds) rounds=$2 ;;
    --peer) peer=$2 ;;
    *) echo "unknown option $1" && exit 2 ;;
  esac
  shift 2
done
[ $# -gt 0 ] || { sed -n '2,9p' "$0"; exit 2; }
jar=$(find ../../target -maxdepth 1 -name 'unichart-*.jar' | head -n 1)
[ -n "$jar" ] || { echo 'first: mvn -DskipTests package'; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

held() { # KiB resident of a process and all below it
  local sum=0 pid kib
  for pid in $1 $(pgrep -P "$1" || true); do
    kib=$(awk '/^VmRSS/ {print $2}' "/proc/$pid/status" 2>/dev/null || true)
    sum=$((sum + ${kib:-0}))
  done
  echo "$sum"
}
timed() { # NAME COMMAND...: prints wall seconds, CPU seconds and MiB
  local name=$1 begun most=0 now pid
  shift
  begun=$(date +%s%3N)
  TIMEFORMAT='%U %S'
  { time "$@" >"$work/out" 2>&1; } 2>"$work/cpu" &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    now=$(for child in $(pgrep -P "$pid"); do held "$child"; done | sort -n | tail -n 1)
    [ "${now:-0}" -le "$most" ] || most=$now
    sleep 0.1
  done
  wait "$pid" || { tail -n 20 "$work/out"; exit 1; }
  awk -v n="$name" -v ms="$(($(date +%s%3N) - begun))" -v kib="$most" \
    '{printf "%-8s wall %.1f s, CPU %.1f s, memory %d MiB", n, ms / 1000, $1 + $2, kib / 1024}' "$work/cpu"
}

for size in "$@"; do
  java -jar "$jar" generate-population --size "$size" --duplicates 0.2 --seed 1 --output "$work/people.csv" >/dev/null 2>&1
  given=(--input "$work/people.csv" --mapping "$work/people.yaml" --output "$work/clusters.csv")
  echo "$size records, $(du -m "$work/people.csv" | cut -f 1) MB"
  for _ in $(seq "$rounds"); do
    timed link java -jar "$jar" link "${given[@]}" | tee "$work/line"
    echo "; $(java Judge.java "$work/people.csv" "$work/clusters.csv")"
    grep '^scored' "$work/out"
    # the line has no end, and sed would leave it so
    { cat "$work/line"; echo; } | sed -n "s/.*wall \([0-9.]*\) s.*memory \([0-9]*\) MiB.*/$size \1 \2/p" >>"$work/walls"
    [ -z "$peer" ] || {
      timed peer "$peer" "${given[@]}" --config strict --threshold 0.9999999
      echo "; $(java Judge.java "$work/people.csv" "$work/clusters.csv")"
    }
  done
done
echo 'growth:'
sort -s -k1,1n -k2,2n "$work/walls" |
  awk '!seen[$1]++ {printf "%9d records  %6.1f s  %5.1f s a million  %5d MiB a million\n", $1, $2, $2 / $1 * 1e6, $3 / $1 * 1e6}'
