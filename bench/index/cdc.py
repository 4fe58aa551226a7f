#!/usr/bin/env python3
"""Asks a running, empty service the CDC's match cases: loads the seed file, sends each case as a match request.

usage: bench/index/cdc.py [http://localhost:8080] [../shared/data/linkage]
Prints for each expectation how the right person was graded, and whether it came first.
"""
import collections
import csv
import json
import sys
import urllib.error
import urllib.request

base = (sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080") + "/api/v1/patients"
data = sys.argv[2] if len(sys.argv) > 2 else "../shared/data/linkage"


def post(path, body):
    request = urllib.request.Request(
        base + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as problem:
        return problem.code, json.load(problem)


def iso(born):
    """Records are registered with ISO dates: whoever has others translates them."""
    parts = born.split("/")
    if len(parts) != 3:
        return born
    month, day, year = (int(p) for p in parts)
    year += 0 if year > 99 else 2000 if year <= 25 else 1900
    return f"{year:04d}-{month:02d}-{day:02d}"


def person(row, strict):
    born = row["BIRTHDATE"].strip()
    if strict:
        born = iso(born)
    out = {
        "name": {"family": row["LAST"] or "Unknown", "given": [g for g in [row["FIRST"]] if g],
                 "suffix": [s for s in [row["SUFFIX"]] if s]},
        "gender": {"M": "male", "F": "female"}.get(row["GENDER"][:1].upper(), "unknown"),
        "addresses": [{"line1": row["ADDRESS"] or None, "city": row["CITY"] or None,
                       "postal_code": row["ZIP"] or None}],
        "identifiers": [{"type": "SSN", "value": row["SSN"]}] if row["SSN"].strip() else [],
        "birth_date": born or None,
    }
    if row["MAIDEN"].strip():
        out["additional_names"] = [{"use": "maiden", "family": row["MAIDEN"],
                                    "given": out["name"]["given"]}]
    return out


people = collections.defaultdict(set)  # the seed file has some persons twice
for row in csv.DictReader(open(data + "/cdc_recordlinker_nbs_seed.csv")):
    status, answer = post("", person(row, True))
    if status == 409:  # a second run on the same service
        people[answer["matches"][0]["patient"]["id"]].add(row["Match Id"])
    elif status != 201:
        print("seed refused", status, [e["field"] for e in answer.get("errors", [])])
    else:
        people[answer["id"]].add(row["Match Id"])

grades = collections.defaultdict(collections.Counter)
first = collections.Counter()
for row in csv.DictReader(open(data + "/cdc_recordlinker_nbs_test.csv")):
    expected = row["Expected Result"]
    asked = person(row, False)
    status, answer = post("/match", {**asked, "threshold": 0})
    if status == 422:  # a date that no record may have: ask without it, as a caller would
        asked["birth_date"] = None
        grades[expected]["422 first"] += 1
        status, answer = post("/match", {**asked, "threshold": 0})
    matches = answer.get("matches", [])
    right = [(i, m) for i, m in enumerate(matches)
             if row["Match Id"] in people[m["patient"]["id"]]]
    grade = right[0][1]["quality"] if right else "not found"
    grades[expected][grade] += 1
    first[expected] += bool(right) and right[0][0] == 0
    if expected == "match" and (not right or right[0][0] > 0 or grade not in ("certain", "probable")):
        print("case", row["Test Case #"], grade, right[0][1]["score"] if right else status,
              [(b["field"], b["level"], round(b["weight"], 1))
               for b in (right[0][1]["breakdown"] if right else [])])
for expected, counter in grades.items():
    print(expected, "first:", first[expected], dict(counter))
