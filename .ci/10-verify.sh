#!/usr/bin/env bash
# The README's test command: compiles with null checks, runs every test, checks the format, packages.
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

log=$out/$stage.last
{ mvn -B verify 2>&1; echo $? >"$out/verify.rc"; } | tee "$log" \
  | grep --line-buffered -E 'Tests run:|Running |BUILD |Building |^\[ERROR\]' || true
rc=$(cat "$out/verify.rc")
[ "$rc" -eq 0 ] || { tail -n 60 "$log"; reasons 'mvn verify' || true; }

# the runner's own total is its last line of this form
total=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | grep -E 'Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+ *$' | tail -n 1 || true)
if [ -n "$total" ]; then
  sed -E 's/.*run: ([0-9]+), Failures: ([0-9]+), Errors: ([0-9]+), Skipped: ([0-9]+).*/\1 \2 \3 \4/' <<<"$total" >"$out/suite"
else
  say 'no test was run'
  rc=1
fi
exit "$rc"
