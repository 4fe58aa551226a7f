#!/usr/bin/env bash
# Puts together the folder that fresh.tsv and unseen.tsv are asked of: ../shared/data/notes (its first CSV of encounters
# as one file for each note) and the built-in samples.
# usage: bench/answers/library.sh FOLDER      (then start the service with SEED_DIR=FOLDER)
set -euo pipefail
cd "$(dirname "$0")/../.."
notes=../shared/data/notes
mkdir -p "$1/samples" "$1/encounters"
cp -r "$notes/soap" "$notes/policy" "$1/"
cp -r src/main/resources/samples/soap src/main/resources/samples/policy "$1/samples/"
python3 - "$notes/encounters/aci_bench_valid.csv" "$1/encounters" <<'PY'
import csv, pathlib, sys
with open(sys.argv[1], encoding="utf-8") as rows:
    for row in csv.DictReader(rows):
        pathlib.Path(sys.argv[2], row["encounter_id"] + ".txt").write_text(row["note"], encoding="utf-8")
PY
