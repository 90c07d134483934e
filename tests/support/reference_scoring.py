"""A second implementation of the scoring, written from the rules' wording: simple, in floats, sharing no code with the core.

The rubrics' figures are constants here, so that an error in the data shows as well as one in the core.
"""

from __future__ import annotations

from typing import Any

VEINS = ["customer-first", "teamwork", "embrace-change", "integrity", "passion", "commitment"]
SWORDS = [
    "service-and-respect", "collective-effort", "teaching-and-learning", "quality", "simplicity", "passion",
    "openness", "innovation", "focus",
]  # fmt: skip
CRITERIA = {"six-veins-2006": VEINS, "six-veins-revised": VEINS, "nine-swords": SWORDS}
LETTERS = {"met": "m", "partial": "p", "unmet": "u", "unrated": "-"}


def reference_result(appraisal: dict[str, Any]) -> dict[str, Any]:
    """What scoring an appraisal (in its file's form, ratings written out) has to give."""
    rubric = appraisal["rubric"]
    blank = {"ratings": ["unrated"] * 5}
    entries = {name: appraisal["criteria"].get(name, blank) for name in CRITERIA[rubric]}
    recorded = appraisal.get("evidence") == "recorded"
    criteria = [reference_criterion(rubric, name, entry, recorded) for name, entry in entries.items()]
    total = sum(criterion["score"] for criterion in criteria)
    complete = all(criterion["complete"] for criterion in criteria)
    band, findings = None, []
    if complete and rubric != "nine-swords":
        band = reference_band(total)
        if not band["certain"]:
            findings = ["band-uncertain"]
        elif band["candidates"] == ["unacceptable"]:
            findings = ["warning-total"]
    groups = ["".join(LETTERS[rating] for rating in entry["ratings"]) for entry in entries.values()]
    return {
        "rubric": rubric,
        "complete": complete,
        "total": total,
        "maximum": 45 if rubric == "nine-swords" else 30,
        "band": band,
        "criteria": criteria,
        "findings": findings,
        "vector": rubric + ":" + ".".join(groups),
    }


def reference_band(total: float) -> dict[str, Any]:
    if total >= 24:
        return {"certain": True, "candidates": ["consistently-exceeds"]}
    if total >= 20:
        return {"certain": True, "candidates": ["exceeds"]}
    if total >= 18:
        return {"certain": True, "candidates": ["partly-exceeds"]}
    if total >= 15:
        return {"certain": True, "candidates": ["meets"]}
    if total >= 12:
        return {"certain": True, "candidates": ["needs-to-rise"]}
    return {"certain": False, "candidates": ["needs-improvement", "unacceptable"]}


def reference_criterion(rubric: str, name: str, entry: dict[str, Any], recorded: bool) -> dict[str, Any]:
    own = entry["ratings"]
    effective = list(own)
    climb = set()
    for place in range(5):
        award = "unstated" if rubric == "nine-swords" else "by-default" if place < 2 else "on-evidence"
        verdicts = [case["verdict"] for case in entry.get("cases", []) if case["level"] == place + 1]
        if not recorded or award == "unstated":
            continue
        if award == "on-evidence" and own[place] in ("met", "partial") and "compliant" not in verdicts:
            effective[place] = "unmet"
            climb.add("case-required")
        elif award == "by-default" and own[place] == "met" and "non-compliant" in verdicts:
            effective[place] = "unmet"
            climb.add("case-contradicts")
        elif "compliant" in verdicts and "non-compliant" in verdicts and own[place] in ("met", "partial"):
            climb.add("mixed-cases")

    score, stopped_at = 0.0, None
    for place in range(5):
        if effective[place] == "met":
            score += 1
            continue
        if effective[place] == "partial":
            score += 0.5
        stopped_at = place + 1
        break
    complete = stopped_at is None or effective[stopped_at - 1] != "unrated"
    if stopped_at is not None and any(rating in ("met", "partial") for rating in own[stopped_at:]):
        climb.add("gate-ignored")
    findings = reference_findings(rubric, name, score, stopped_at, effective) if complete else ["incomplete"]
    order = ["case-required", "case-contradicts", "mixed-cases", "gate-ignored"]
    return {
        "id": name,
        "score": score,
        "complete": complete,
        "stopped_at": stopped_at,
        "findings": findings + [code for code in order if code in climb],
        "effective": effective,
    }


def reference_findings(
    rubric: str, name: str, score: float, stopped_at: int | None, effective: list[str]
) -> list[str]:
    if rubric == "nine-swords":
        return ["written-reasons"] if score in (0, 0.5) or score >= 4 else []
    findings = []
    if score <= 0.5 or score >= 3:
        findings.append("written-cases")
    if stopped_at in (1, 2):
        findings.append("explain-deduction")
    if name == "customer-first" and stopped_at == 1 and effective[0] == "partial":
        findings.append("half-point-exceptional")
    if score == 0:
        findings.append("written-warning")
    if score <= 1 or score >= 4:
        findings.append("hr-verify")
    if 2 <= score <= 3.5:
        findings.append("hr-sample")
    if score == 1.5:
        findings.append("hr-unstated")
    if score >= 4.5:
        findings += ["beneficiary-view", "division-approval"]
    return findings
