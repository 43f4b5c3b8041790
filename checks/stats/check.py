"""Compares src/stats with reference.py on random inputs. Run by run.sh; `--write` renews the files of fixtures, from which
test/stats/fixtures.test.ts checks the same functions without Python."""

import gzip
import json
import pathlib
import subprocess
import sys

import numpy as np

import reference
import reference_compare
import reference_drawn
import reference_models

HERE = pathlib.Path(__file__).parent
QUESTIONS = 250
FIXTURES = 200
RELATIVE = {"betting": 1e-7, "clusteredRate": 1e-7, "pairedDifference": 1e-7}


def shape(random):
    return float(10 ** random.uniform(-1, 4))


def level(random):
    return float(random.choice([0.8, 0.9, 0.95, 0.99]))


def counts(random):
    draws = int(10 ** random.uniform(0, 4))
    return [int(random.integers(0, draws + 1)), draws, level(random)]


def clustered_items(random):
    """Items in clusters of 1 to 10, of any rate, alike or not in their numbers of draws."""
    mean = random.choice([0.02, 0.1, 0.5, 0.9])
    strength = random.choice([0.5, 3, 30])
    epochs = int(random.choice([1, 1, 3]))
    unequal = random.random() < 0.3
    rows = []
    for cluster in range(int(random.integers(1, 60))):
        chance = random.beta(mean * strength, (1 - mean) * strength)
        for _ in range(int(random.integers(1, 11))):
            draws = int(random.integers(1, 5)) if unequal else epochs
            rows.append([cluster, int(random.binomial(draws, chance)), draws])
    return rows


def paired_items(random):
    epochs = int(random.choice([1, 3]))
    effect = random.choice([0, 0.05, 0.3])
    base = random.choice([0.02, 0.3])
    rows = []
    for cluster in range(int(random.integers(2, 50))):
        chance = random.random() * base
        for _ in range(int(random.integers(1, 5))):
            a = random.binomial(epochs, min(1, chance + effect)) / epochs
            rows.append([cluster, a, random.binomial(epochs, chance) / epochs])
    return rows


def bets(random):
    size = int(random.integers(2, 120))
    stakes = random.uniform(0.2, 1, size)
    gains = stakes * random.beta(random.uniform(0.1, 3), random.uniform(0.1, 3), size)
    return [[float(g), float(s)] for g, s in zip(gains, stakes)]


MAKERS = {
    "betaCdf": (lambda r: ([float(r.random()), shape(r), shape(r)], None), reference.beta_cdf),
    "betaQuantile": (lambda r: ([float(r.uniform(0.001, 0.999)), shape(r), shape(r)], None), reference.beta_quantile),
    "normalQuantile": (lambda r: ([float(10 ** r.uniform(-12, -1e-3))], None), reference.normal_quantile),
    "tCdf": (lambda r: ([float(r.normal() * 3), shape(r)], None), reference.t_cdf),
    "tQuantile": (lambda r: ([float(r.uniform(0.001, 0.999)), shape(r)], None), reference.t_quantile),
    "clopperPearson": (lambda r: (counts(r), None), reference.clopper_pearson),
    "wilson": (lambda r: (counts(r), None), reference.wilson),
    "betting": (lambda r: ([level(r)], bets(r)), reference.betting),
    "clusteredRate": (lambda r: ([level(r)], clustered_items(r)), reference.clustered_rate),
    "pairedDifference": (lambda r: ([level(r)], paired_items(r)), reference.paired_difference),
}

# File: functions in it.
FILES = {
    "fixtures.jsonl.gz": set(MAKERS),
    "fixtures-compare.jsonl.gz": set(reference_compare.MAKERS),
    "fixtures-models.jsonl.gz": set(reference_models.MAKERS),
    "fixtures-drawn.jsonl.gz": set(reference_drawn.MAKERS),
}
MAKERS.update(reference_compare.MAKERS)
RELATIVE.update(reference_compare.RELATIVE)
MAKERS.update(reference_models.MAKERS)
RELATIVE.update(reference_models.RELATIVE)
MAKERS.update(reference_drawn.MAKERS)
RELATIVE.update(reference_drawn.RELATIVE)
ON_AVERAGE = {**reference_models.ON_AVERAGE, **reference_drawn.ON_AVERAGE}


def main():
    random = np.random.default_rng(20260101)
    questions, expected = [], []
    for name, (make, refer) in MAKERS.items():
        for _ in range(QUESTIONS):
            numbers, rows = make(random)
            question = {"name": name, "numbers": numbers}
            if rows is not None:
                question["rows"] = rows
            questions.append(question)
            expected.append([float(x) for x in (refer(*numbers) if rows is None else refer(*numbers, rows))])

    reply = subprocess.run(
        ["node", str(HERE / "answers.ts")], input=json.dumps(questions), capture_output=True, text=True, check=True
    )
    answers = json.loads(reply.stdout)

    failed = 0
    for name in MAKERS:
        tolerance = RELATIVE.get(name, 1e-10)
        worst = 0.0
        signed = []
        for question, want, got in zip(questions, expected, answers):
            if question["name"] != name:
                continue
            error = max(abs(w - g) / max(abs(w), 1e-9) for w, g in zip(want, got, strict=True))
            worst = max(worst, error)
            signed += [[(g - w) / max(abs(w), 1e-9) for w, g in zip(want, got)]]
            if error > tolerance:
                failed += 1
                if failed <= 5:
                    print(f"{name}{question['numbers']}: expected {want}, found {got}", file=sys.stderr)
        most = ON_AVERAGE.get(name)
        if most is not None:
            average = max(abs(np.mean(signed, axis=0)))
            failed += int(average > most)
            print(f"{name:34} differs by {average:.1e} on average over all inputs (at most {most:.0e})")
        print(f"{name:34} {QUESTIONS} inputs, largest relative difference {worst:.1e} (at most {tolerance:.0e})")

    if "--write" in sys.argv:
        for file, names in FILES.items():
            kept = [
                {**question, "expected": want}
                for index, (question, want) in enumerate(zip(questions, expected))
                if question["name"] in names and index % QUESTIONS < FIXTURES
            ]
            lines = [json.dumps(one, separators=(",", ":")) + "\n" for one in kept]
            (HERE / file).write_bytes(gzip.compress("".join(lines).encode(), mtime=0))
            print(f"wrote {len(kept)} fixtures to {file}")
    if failed > 0:
        print(f"{failed} results differ from the reference", file=sys.stderr)
        sys.exit(1)


main()
