#!/usr/bin/env bash
# The console in a real browser.
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

grep -q '<id>browser</id>' pom.xml || skip 'no Maven profile "browser"'
need chromium chromium
must 'the console works in a real browser' mvn -B -Pbrowser test
