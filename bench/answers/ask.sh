#!/usr/bin/env bash
# Asks a running service every question of questions.tsv, or of another file, and counts what it makes of them.
# usage: bench/answers/ask.sh [http://localhost:8080 [unseen.tsv]]     (start it with SEED_DIR=../shared/data/notes;
#        for the other files with the folder that library.sh puts together)
set -euo pipefail
base=${1:-http://localhost:8080}
here=$(cd "$(dirname "$0")" && pwd)
python3 - "$base" "$here/${2:-questions.tsv}" <<'PY'
import json, re, sys, time, urllib.request

base, path = sys.argv[1:]

def call(url, body=None):
    request = urllib.request.Request(base + url, data=None if body is None else json.dumps(body).encode(),
                                     headers={"Content-Type": "application/json"})
    return json.load(urllib.request.urlopen(request, timeout=120))

files = {d["id"]: d.get("source") or d["title"] for d in call("/api/v1/documents/list/all?limit=1000")}
plain = lambda text: re.sub(r"\s+", " ", text)
n = dict(answerable=0, source_in_3=0, fact=0, wrongly_abstained=0, unanswerable=0, abstained=0, unsupported=0,
         answered_in_part=0, says_what_is_open=0, sentences=0)
times = []
for line in open(path, encoding="utf-8"):
    if line.startswith("#") or not line.strip():
        continue
    question, source, facts, *open_part = line.rstrip("\n").split("\t")
    began = time.time()
    answer = call("/api/v1/rag/answer_question", {"question": question})
    times.append(time.time() - began)
    n["sentences"] += len(answer["sentences"])
    for sentence in answer["sentences"]:
        cited = [answer["sources"][i - 1]["chunk_text"] for i in sentence["citations"]]
        n["unsupported"] += not any(plain(sentence["text"]) in plain(text) for text in cited)
    if source == "-":
        n["unanswerable"] += 1
        n["abstained"] += not answer["answered"]
        wrong = answer["answered"]
    else:
        n["answerable"] += 1
        found = any(re.search(source, files[s["document_id"]]) for s in answer["sources"][:3])
        fact = all(re.search(f, plain(answer["answer"])) for f in facts.split("&&"))
        n["source_in_3"] += found
        n["fact"] += fact
        n["wrongly_abstained"] += not answer["answered"]
        wrong = not (found and fact)
        if open_part:
            told = any(re.search(open_part[0], part) for part in answer.get("unanswered", []))
            n["answered_in_part"] += 1
            n["says_what_is_open"] += told
            wrong = wrong or not told
    if wrong:
        print("wrong:", question, file=sys.stderr)
times.sort()
n["p50_ms"], n["p95_ms"] = (round(1000 * times[int(len(times) * q)]) for q in (.5, .95))
print(json.dumps(n))
PY
