#!/usr/bin/env bash
# Lays out the notes that chart.tsv asks about, one file each.
# usage: bench/answers/chart.sh FOLDER      (then start the service with SEED_DIR=FOLDER)
set -euo pipefail
notes=$(cd "$(dirname "$0")" && pwd)/chart/notes.txt
mkdir -p "$1"
awk -v to="$1" '/^=== /{file = to "/" $2; printf "" > file; next} {print > file}' "$notes"
