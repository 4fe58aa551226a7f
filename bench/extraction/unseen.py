#!/usr/bin/env python3
"""Asks a running service about notes, sentences and phrases written before anything was run; their first mistakes were mended since.

usage: bench/extraction/unseen.py [http://localhost:8080]     prints every mistake, then one line of JSON a figure
"""
import json
import re
import sys
import urllib.parse
import urllib.request
from pathlib import Path

base = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080"
data = Path(__file__).parent / "data"
n = {}


def call(path, body=None):
    request = urllib.request.Request(base + "/api/v1" + path, headers={"Content-Type": "application/json"},
                                     data=None if body is None else json.dumps(body).encode())
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.load(answer)


def count(what, right, told):
    part = n.setdefault(what, [0, 0])
    part[0] += bool(right)
    part[1] += 1
    if not right:
        print(f"  {what}: {told}")


def axes(assertion):
    letters = ("-" if assertion["negated"] else "") + ("?" if assertion["uncertain"] else "")
    letters += {"current": "", "historical": "<", "hypothetical": ">"}[assertion["temporality"]]
    return letters + {"patient": "", "family": "f", "other": "o"}[assertion["subject"]]


def fits(got, wanted):
    return "*" in wanted or any(sorted(got) == sorted(w.strip().replace("p", "")) for w in wanted.split(","))


def marked(text):
    marks, plain, at = [], "", 0
    for m in re.finditer(r"\{([CMO])( [^|{}]*)?\|([^{}]*)\}", text):
        plain += text[at:m.start()]
        what = (m[2] or "").strip()
        split = re.match(r"(.*?)\s+([-?<>fo,*]+)$", what)
        marks.append((m[1], split[1] if split else what, split[2] if split else "", len(plain), len(plain) + len(m[3]), m[3]))
        plain += m[3]
        at = m.end()
    return plain + text[at:], marks


def overlaps(mention, mark):
    return mention["start"] < mark[4] and mark[3] < mention["end"]


def note(title, text, wants):
    plain, marks = marked(text)
    found = call("/agent/annotate", {"text": plain})["mentions"]
    read = call("/agent/extract_structured", {"text": plain})
    coded = read["diagnoses"] + read["family_history"] + read["other_mentions"]
    for kind, kinds in (("C", ("condition", "finding")), ("M", ("medication",))):
        name = {"C": "conditions", "M": "medications"}[kind]
        left = [m for m in found if m["kind"] in kinds]
        for mark in [m for m in marks if m[0] == kind]:
            hit = next((m for m in left if overlaps(m, mark)), None)
            count(name + " found", hit, f"{title}: missed {mark[5]}")
            if hit:
                left = [m for m in left if not overlaps(m, mark)]
                count("axes", fits(axes(hit["assertion"]), mark[2]), f"{title}: {mark[5]} is {axes(hit['assertion']) or 'plain'}")
                code(title, kind, mark, coded, read["medications"])
        left = [m for m in left if not any(overlaps(m, mark) for mark in marks if mark[0] == "O")]
        part = n.setdefault(name + " wrong", [0, 0])
        part[0] += len(left)
        for m in left:
            print(f"  {title}: wrong {m['kind']} {m['text']}")
    for want in wants:
        said(title, want, read)
    bundle = call("/fhir/convert?format=bundle", {**read, "text": plain, "patient_id": "one"})
    count("bundles", bundle["resourceType"] == "Bundle", title)


def code(title, kind, mark, coded, medications):
    wanted = mark[1].split("/")
    if kind == "M":
        hit = next((m for m in medications if overlaps(m, mark)), None)
        if hit:
            count("ingredients", mark[1] in (hit["rxnorm_name"] or "").lower(), f"{title}: {mark[5]} is {hit['rxnorm_name']}")
    elif "*" not in wanted:
        hits = [c for c in coded if overlaps(c, mark)]
        if hits:
            count("codes", any(c.get("icd10_code") in wanted for c in hits),
                  f"{title}: {mark[5]} is {[c.get('icd10_code') for c in hits]}")


def number(o):
    shape = lambda v: f"{v:g}"
    return shape(o["value"]) + ("/" + shape(o["second_value"]) if o.get("second_value") is not None else "")


def said(title, want, read):
    what, rest = want.split(" ", 1)
    if what == "obs":
        loinc, value = rest.split()
        ok = any(o["loinc_code"] in loinc.split("/") and (number(o) == value or number(o) in value.split("/") or
                 number(o) == value.split("/")[0].replace(",", "")) for o in read["observations"])
        count("measurements", ok, f"{title}: {rest}")
    elif what == "allergy":
        ok = any(a in x["text"].lower() for x in read["allergies"] for a in rest.lower().split("/"))
        count("allergies", ok, f"{title}: {rest}")
    elif what == "not":
        count("no diagnosis", not any(rest in d["text"].lower() for d in read["diagnoses"]), f"{title}: {rest}")
    elif what == "done":
        ok = any(rest in p["text"].lower() and p["status"] == "performed" for p in read["procedures"])
        count("procedures", ok, f"{title}: {rest}")
    elif what == "med":
        name, member = rest.split(" ", 1)
        key, value = member.split("=")
        flat = lambda s: re.sub(r"\s+", "", str(s).lower())
        got = [m["status"] if key == "status" else m["dosage"].get(key) for m in read["medications"]
               if name in (m["text"] + " " + (m["rxnorm_name"] or "")).lower()]
        count("dosage", any(flat(g) in [flat(v) for v in value.split("/")] for g in got), f"{title}: {rest} is {got}")


def notes():
    for part in re.split(r"(?m)^=== ", (data / "unseen.txt").read_text())[1:]:
        title, body = part.split("\n", 1)
        lines = body.split("\n")
        wants = [line[2:] for line in lines if line.startswith("% ")]
        note(title, "\n".join(line for line in lines if not line.startswith("% ")), wants)


def sentences():
    for line in (data / "unseen-sentences.txt").read_text().splitlines():
        if line.startswith("#"):
            continue
        wanted, text = line.split("|", 1)
        start = text.index("{")
        concept = text[start + 1:text.index("}")]
        plain = text.replace("{", "").replace("}", "")
        mention = call("/agent/annotate", {"text": plain, "concepts": [
            {"text": concept, "start": start, "end": start + len(concept)}]})["mentions"][0]
        got = axes(mention["assertion"])
        count("sentences", fits(got, wanted.replace("p", "")), f"{got or 'plain'} not {wanted}: {text}")


def phrases():
    for line in (data / "unseen-phrases.txt").read_text().splitlines():
        if line.startswith("#"):
            continue
        phrase, codes = line.split("|")
        found = call("/terminology/icd10cm?limit=5&q=" + urllib.parse.quote(phrase))["candidates"]
        got = [c["code"] for c in found]
        count("phrases, first", got[:1] and got[0] in codes.split(","), f"{phrase}: {got[:1]} not {codes}")
        count("phrases, first five", any(c in codes.split(",") for c in got), f"{phrase}: {got}")
        read = call("/agent/extract_structured", {"text": "Assessment:\n1. " + phrase + "\n"})["diagnoses"]
        count("phrases in a note", any(d.get("icd10_code") in codes.split(",") for d in read),
              f"{phrase}: {[(d['text'], d.get('icd10_code')) for d in read]}")


notes()
sentences()
phrases()
for what, (right, of) in n.items():
    print(json.dumps({"figure": what, "right": right, "of": of} if of else {"figure": what, "count": right}))
for name in ("conditions", "medications"):
    right, of = n[name + " found"]
    print(json.dumps({"figure": f"mention F1 {name}", "value": round(2 * right / (right + of + n[name + ' wrong'][0]), 3)}))
