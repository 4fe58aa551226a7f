#!/usr/bin/env bash
# The README's test command: compiles with null checks, runs every test, checks the format, packages.
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

log=$out/verify.log
rc=0
set +o pipefail
mvn -B verify 2>&1 | tee "$log" | grep -E '^\[(INFO|ERROR|WARNING)\] (Tests|Running|BUILD|Building|---)|^\[ERROR\]|Tests run' || true
[ "${PIPESTATUS[0]}" -eq 0 ] || rc=1
if [ "$rc" -ne 0 ] && ! grep -q 'BUILD SUCCESS' "$log"; then tail -n 60 "$log"; fi

# the runner's own total is its last line of this form
total=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | grep -E 'Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+ *$' | tail -n 1 || true)
if [ -n "$total" ]; then
  sed -E 's/.*run: ([0-9]+), Failures: ([0-9]+), Errors: ([0-9]+), Skipped: ([0-9]+).*/\1 \2 \3 \4/' <<<"$total" >"$out/suite"
else
  say 'no test was run'
  rc=1
fi
exit "$rc"
