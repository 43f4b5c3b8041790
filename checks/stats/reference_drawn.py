"""What src/stats draws or exchanges by cluster, and shares of several kinds, in plain Python and NumPy. The generator is
written anew, so that both sides make the same draws and every limit can be compared to the last digits."""

import hashlib
import itertools
import json

import numpy as np
from scipy import stats

import reference
import reference_models

NONE = -9
MASK = 2**32 - 1


def uniforms(seed):
    """sfc32 by Chris Doty-Humphrey, from SHA-256 of the seed as JSON."""
    digest = hashlib.sha256(json.dumps(seed, separators=(",", ":")).encode()).digest()
    a, b, c, counter = (int.from_bytes(digest[place : place + 4], "little") for place in (0, 4, 8, 12))

    def word():
        nonlocal a, b, c, counter
        result = (a + b + counter) & MASK
        counter = (counter + 1) & MASK
        a = b ^ (b >> 9)
        b = (c + (c << 3)) & MASK
        c = ((c << 21 | c >> 11) + result) & MASK
        return result

    for _ in range(12):
        word()
    while True:
        high = word()
        yield (high * 2**21 + (word() >> 11)) / 2**53


def by_sample(rows):
    """Sums of item rates and numbers of items of both samples, by cluster in the order of first occurrence."""
    samples = [[row for row in rows if row[0] == sample] for sample in (0, 1)]
    clusters = list(dict.fromkeys(row[1] for own in samples for row in own))
    found = []
    for own in samples:
        sums, sizes = np.zeros(len(clusters)), np.zeros(len(clusters))
        for _, cluster, successes, draws in own:
            sums[clusters.index(cluster)] += successes / draws
            sizes[clusters.index(cluster)] += 1
        found.append((sums, sizes))
    return found


def resamples(count, draws, label):
    source = uniforms(label)
    return [[int(next(source) * count) for _ in range(count)] for _ in range(draws)]


def rate_of(sums, sizes, chosen):
    """Rate and cluster-robust error of the clusters as drawn, one by one."""
    t, s = sums[chosen], sizes[chosen]
    t, s = t[s > 0], s[s > 0]
    if len(s) == 0:
        return NONE, NONE
    rate = t.sum() / s.sum()
    if len(s) == 1:
        return rate, 0.0
    error = float(np.sqrt(len(s) / (len(s) - 1) * np.sum((t - rate * s) ** 2)) / s.sum())
    # Clusters that are all alike have no spread but rounding.
    return rate, error if error > 1e-12 else 0.0


def bootstrap_rates(rows):
    out = []
    for sums, sizes in by_sample(rows):
        count = len(sums)
        found = [rate_of(sums, sizes, c) for c in resamples(count, 40, ["cluster resample", "check", count])]
        out += [rate_of(sums, sizes, np.arange(count))[0], *(rate for rate, _ in found), *(e for _, e in found)]
    return out


def bootstrap_interval(level, rows):
    sums, sizes = by_sample(rows)[0]
    count = len(sums)
    everything = np.arange(count)
    rate, error = rate_of(sums, sizes, everything)
    found = [rate_of(sums, sizes, c) for c in resamples(count, 199, ["cluster resample", "check", count])]
    # Rounding breaks no ties with the estimate.
    found = [(rate if abs(r - rate) < 1e-12 else r, e) for r, e in found]
    rates = np.array([r for r, _ in found])
    tails = np.array([(1 - level) / 2, (1 + level) / 2])

    if 0 < rate < 1 and error > 0:
        distances = []
        for r, e in found:
            if r <= 0 or r >= 1:
                distances.append(-np.inf if r <= 0 else np.inf)
            elif e > 0:
                distances.append((np.log(r / (1 - r)) - np.log(rate / (1 - rate))) * r * (1 - r) / e)
        distances = np.sort(distances)

        def quantile(p):
            place = p * (len(distances) - 1)
            with np.errstate(invalid="ignore"):
                low, high = distances[int(place)], distances[min(int(place) + 1, len(distances) - 1)]
                value = low + (place - int(place)) * (high - low)
            return distances[int(place + 0.5)] if np.isnan(value) else value

        scale = error / (rate * (1 - rate))
        with np.errstate(over="ignore"):
            studentised = [
                float(1 / (1 + np.exp(-(np.log(rate / (1 - rate)) - scale * quantile(p))))) for p in (tails[1], tails[0])
            ]
    else:
        studentised = [rate, rate]

    percentile = [float(q) for q in np.quantile(rates, tails)]

    left = np.array([(sums.sum() - t) / (sizes.sum() - s) for t, s in zip(sums, sizes) if 0 < s < sizes.sum()])
    gaps = left.mean() - left
    squares = np.sum(gaps**2)
    acceleration = np.sum(gaps**3) / (6 * squares**1.5) if squares > 0 else 0
    below = np.sum(rates < rate) + np.sum(rates == rate) / 2
    bias = stats.norm.ppf(np.clip(below, 0.5, len(rates) - 0.5) / len(rates))

    def bca(z):
        room = 1 - acceleration * (bias + z)
        if room <= 0:
            return float(rates.min() if z < 0 else rates.max())
        return float(np.quantile(rates, stats.norm.cdf(bias + (bias + z) / room)))

    z = stats.norm.ppf(tails[0])
    return [*studentised, *studentised, *percentile, bca(z), bca(-z)]


def product_by_bootstrap(level, rows):
    samples = by_sample(rows)
    count = len(samples[0][0])
    products = []
    for chosen in resamples(count, 199, ["product bootstrap", "check"]):
        product = 1.0
        for sums, sizes in samples:
            size = sizes[chosen].sum()
            product *= sums[chosen].sum() / size if size > 0 else sums.sum() / sizes.sum()
        products.append(product)
    products = np.sort(products)
    value = float(np.prod([sums.sum() / sizes.sum() for sums, sizes in samples]))
    tail = (1 - level) / 2
    low = products[int(np.floor(tail * 198))]
    high = products[int(np.ceil((1 - tail) * 198))]
    return [value, float(np.std(products, ddof=1)), float(low), float(high)]


def corrected_share(level, rows):
    items = [row[1:] for row in rows if row[0] == 0]
    kinds = range(3)
    labels = [[(c, meant) for is_label, c, k, meant in (r for r in rows if r[0] == 1) if k == kind] for kind in kinds]
    counted = [reference.clustered_rate(level, [[c, n[k], sum(n)] for c, *n in items]) for k in (0, 1)]
    shares = [counted[0][0], counted[1][0]]
    shares.append(1 - sum(shares) if abs(1 - sum(shares)) > 1e-12 else 0.0)
    audited = [reference_models.label_limits(own, level) for own in labels]
    meant = [share for share, _, _ in audited]
    estimate = float(np.dot(shares, meant))
    slopes = np.array([meant[0] - meant[2], meant[1] - meant[2], *shares])

    clusters = sorted({row[1] for row in rows})
    parts = np.zeros((len(clusters), 5))
    for c, *n in items:
        for k in (0, 1):
            parts[clusters.index(c), k] += (n[k] / sum(n) - shares[k]) / len(items)
    for k in kinds:
        for c, m in labels[k]:
            parts[clusters.index(c), 2 + k] += (m - meant[k]) / len(labels[k])
    norms = np.sqrt(np.sum(parts**2, axis=0))
    both = np.outer(norms, norms)
    correlation = np.where(both > 0, parts.T @ parts / np.where(both > 0, both, 1), 0)
    np.fill_diagonal(correlation, 1)

    def limits(of, correlation):
        centres = [shares[0], shares[1], *meant]
        found = []
        for side in (-1, 1):
            steps = np.array(
                [
                    slope * (max(0, high - centre) if slope * side > 0 else max(0, centre - low))
                    for slope, centre, (low, high) in zip(slopes, centres, of)
                ]
            )
            found.append(np.sqrt(max(0, steps @ correlation @ steps)))
        return [max(0, estimate - found[0]), min(1, estimate + found[1])]

    random = [counted[0][1:3], counted[1][1:3], *(r for _, r, _ in audited)]
    fixed = [counted[0][3:5], counted[1][3:5], *(f for _, _, f in audited)]
    return [*shares, estimate, *limits(random, correlation), *limits(fixed, np.eye(5))]


# Exchange of clusters


def strata_of(rows):
    """Places of units that change places together: clusters of one size, fewer than five cut to the next smaller one."""
    blocks = {}
    for place, row in enumerate(rows):
        blocks.setdefault(row[0], []).append(place)
    strata, waiting = [], []
    for size in sorted({len(block) for block in blocks.values()}, reverse=True):
        waiting = [block[:size] for block in waiting] + [b for b in blocks.values() if len(b) == size]
        if len(waiting) >= 5:
            strata.append(waiting)
            waiting = []
    return strata + ([waiting] if waiting else [])


def orders(rows):
    """For every order of the clusters, which unit's value of the second column stands at each unit."""
    strata = strata_of(rows)
    for chosen in itertools.product(*(itertools.permutations(stratum) for stratum in strata)):
        place = np.arange(len(rows))
        for stratum, order in zip(strata, chosen):
            for to, source in zip(stratum, order):
                place[to] = source
        yield place


def kappa(x, y):
    known = (x >= 0) & (y >= 0)
    x, y = x[known], y[known]
    n = len(x)
    if n == 0:
        return None
    by_chance = x.mean() * y.mean() + (1 - x.mean()) * (1 - y.mean())
    return None if by_chance == 1 else float(((x == y).mean() - by_chance) / (1 - by_chance))


def two_sided(values, observed):
    values = np.array(values)
    slack = 1e-9 * max(1, abs(observed))
    above, below = np.sum(values >= observed - slack), np.sum(values <= observed + slack)
    if above == below == len(values):
        return NONE
    return min(1.0, 2 * min(above, below) / len(values))


def agreement(rows):
    table = np.array(rows)
    x, y = table[:, 1], table[:, 2]
    observed = kappa(x, y)
    if observed is None:
        return [NONE, NONE, NONE]
    p = two_sided([kappa(x, y[place]) for place in orders(rows)], observed)
    return [0.0 if abs(observed) < 1e-13 else observed, p, p]


def exchange_with_gaps(rows):
    table = np.array(rows, float)
    x, y = table[:, 1], table[:, 2]
    value = kappa(x, y)
    if value is None:
        return [NONE, 1 + NONE]
    strata = strata_of(rows)
    off = [np.where(v < 0, 0, v - v[v >= 0].mean()) for v in (x, y)]
    there = [(v >= 0).astype(float) for v in (x, y)]

    def statistic(place):
        products, counts = off[0] * off[1][place], there[0] * there[1][place]
        blocks = [block for stratum in strata for block in stratum]
        squares = sum(counts[block].sum() ** 2 for block in blocks)
        return sum(products[block].sum() for block in blocks) / np.sqrt(max(1, squares))

    values = [statistic(place) for place in orders(rows)]
    return [0.0 if abs(value) < 1e-13 else value, 1 + two_sided(values, values[0])]


# Questions


def two_samples(random):
    rows = []
    mean, strength = random.choice([0.1, 0.5]), random.choice([1, 5])
    for cluster in range(int(random.integers(3, 14))):
        chance = random.beta(mean * strength, (1 - mean) * strength)
        for sample in (0, 1):
            if sample == 1 and random.random() < 0.2:
                continue
            for _ in range(int(random.integers(1, 4))):
                draws = int(random.integers(1, 4))
                rows.append([sample, cluster, int(random.binomial(draws, chance)), draws])
    return rows if any(row[0] == 1 for row in rows) else two_samples(random)


def three_kinds(random):
    rows = []
    strength = random.choice([2, 20])
    meant = [random.choice([0.7, 0.95, 1]), random.choice([0, 0.05]), random.choice([0, 0.2])]
    for cluster in range(int(random.integers(8, 26))):
        chances = random.dirichlet(np.array([0.3, 0.5, 0.2]) * strength)
        for _ in range(int(random.integers(1, 4))):
            counts = random.multinomial(int(random.integers(1, 4)), chances)
            rows.append([0, cluster, *map(int, counts)])
            for kind in range(3):
                if counts[kind] > 0 and random.random() < 0.6:
                    rows.append([1, cluster, kind, int(random.random() < meant[kind])])
    found = {row[2] for row in rows if row[0] == 1}
    return rows if found == {0, 1, 2} else three_kinds(random)


def exchanged(random, gaps=0.0):
    """Codes of two raters on units in five or six clusters, of one size or of several."""
    alike = random.random()
    size = int(random.integers(1, 4))
    rows = []
    for cluster in range(int(random.integers(5, 7))):
        chance = random.beta(0.5, 0.5)
        for _ in range(size if random.random() < 0.6 else size + int(random.integers(0, 3))):
            x = int(random.random() < chance)
            y = x if random.random() < alike else int(random.random() < 0.5)
            codes = [-1 if random.random() < gaps else code for code in (x, y)]
            rows.append([cluster, *codes])
    if gaps > 0:
        # Something is missing, and something is known of both.
        table = np.array(rows)
        if (table >= 0).all() or not (table[:, 1] >= 0).any() or not (table[:, 2] >= 0).any():
            return exchanged(random, gaps)
    return rows


MAKERS = {
    "bootstrapRates": (lambda r: ([], two_samples(r)), bootstrap_rates),
    "bootstrapInterval": (lambda r: ([reference_models.level_of(r)], [row for row in two_samples(r) if row[0] == 0]), bootstrap_interval),
    "productByBootstrap": (lambda r: ([reference_models.level_of(r)], two_samples(r)), product_by_bootstrap),
    "correctedShare": (lambda r: ([reference_models.level_of(r)], three_kinds(r)), corrected_share),
    "agreementTest": (lambda r: ([], exchanged(r)), agreement),
    "exchangeWithGaps": (lambda r: ([], exchanged(r, 0.15)), exchange_with_gaps),
}

# The p of orders drawn at random, against all of them: 1,999 draws, five standard errors.
RELATIVE = {"bootstrapInterval": 1e-8, "correctedShare": 1e-7, "exchangeWithGaps": 0.08}
ON_AVERAGE = {"exchangeWithGaps": 0.01}
