"""The same quantities as src/stats, written plainly on numpy, SciPy and statsmodels, and sharing no code with it.

Formulas are those of docs/statistics.md; loops are kept where they make the definition visible.
"""

import numpy as np
from scipy import optimize, stats
from statsmodels.stats.proportion import proportion_confint

ENOUGH_CLUSTERS = 7
LEAST_DEGREES = 4


def beta_cdf(x, a, b):
    return [stats.beta.cdf(x, a, b)]


def beta_quantile(p, a, b):
    return [stats.beta.ppf(p, a, b)]


def normal_quantile(p):
    return [stats.norm.ppf(p)]


def t_cdf(t, df):
    return [stats.t.cdf(t, df)]


def t_quantile(p, df):
    return [stats.t.ppf(p, df)]


def clopper_pearson(successes, draws, level):
    return list(proportion_confint(successes, draws, alpha=1 - level, method="beta"))


def wilson(successes, draws, level):
    return list(proportion_confint(successes, draws, alpha=1 - level, method="wilson"))


def betting(level, rows):
    """rows: (gain, stake) of each observation."""
    gain, stake = np.array(rows, dtype=float).T
    target = np.log(2 / (1 - level))

    def log_wealth(m, side):
        plain = np.sqrt(2 * target / (np.sum(stake**2) * m * (1 - m)))
        most = 1 / m if side > 0 else 1 / (1 - m)
        wealths = []
        for boldness, share in [(0.85, 0.5), (2, 0.3), (5, 0.2)]:
            bet = side * min(most, boldness * plain)
            with np.errstate(divide="ignore"):
                wealths.append(np.log(share) + np.sum(np.log(np.maximum(0, 1 + bet * (gain - m * stake)))))
        return np.logaddexp.reduce(wealths)

    estimate = gain.sum() / stake.sum()

    def limit(side):
        # Logits, so that limits near 0 and 1 are found as well as those in the middle.
        def excess(logit):
            value = log_wealth(1 / (1 + np.exp(-logit)), side) - target
            return max(value, -50)

        start = np.log(estimate / (1 - estimate)) if 0 < estimate < 1 else (-30 if estimate <= 0 else 30)
        return 1 / (1 + np.exp(-optimize.brentq(excess, start, -36 * side, xtol=1e-13, rtol=1e-14)))

    low = 0.0 if estimate <= 0 else limit(1)
    high = 1.0 if estimate >= 1 else limit(-1)
    return [low, high]


def degrees(variances, lifts, rate, items, known=0.0):
    """2 over the squared relative error of the design effect."""
    total = sum(variances) + known
    if len(variances) < 2 or total == 0:
        return np.inf
    errors = np.array(variances) / total - (1 - 2 * rate) / (rate * (1 - rate)) * np.array(lifts) / items
    spread = np.sum((errors - errors.mean()) ** 2)
    return np.inf if spread <= 1e-12 else 2 / spread


def korn_graubard(rate, draws, variance, df, level):
    effective = rate * (1 - rate) / variance * draws / (draws - 1)
    tail = (1 - level) / 2
    t = stats.t.ppf(tail, df) if np.isfinite(df) else stats.norm.ppf(tail)
    effective *= (stats.norm.ppf(tail) / t) ** 2
    x = rate * effective
    return [stats.beta.ppf(tail, x, effective - x + 1), stats.beta.ppf(1 - tail, x + 1, effective - x)]


def clustered_rate(level, rows):
    """rows: (cluster, successes, draws) of each item. Gives rate, both intervals, and which are Korn-Graubard's."""
    by_cluster = {}
    for cluster, successes, draws in rows:
        by_cluster.setdefault(cluster, []).append((successes, draws))
    clusters = list(by_cluster.values())
    items = len(rows)
    draws = sum(row[2] for row in rows)
    hits = sum(row[1] for row in rows)
    sums = np.array([sum(s / d for s, d in members) for members in clusters])
    sizes = np.array([len(members) for members in clusters])
    rate = sums.sum() / items
    edge = hits in (0, draws)

    def effective_number(t):
        return t.sum() ** 2 / (t**2).sum() if (t**2).sum() > 0 else 0

    too_few = edge or min(effective_number(sums), effective_number(sizes - sums)) < ENOUGH_CLUSTERS

    lifts = sums - rate * sizes
    count = len(clusters)
    random_variance = count / (count - 1) * np.sum(lifts**2) / items**2 if count > 1 else 0
    if not too_few and random_variance > 0:
        random_usual = True
        df = degrees(list(lifts**2), list(lifts), rate, items)
        random = korn_graubard(rate, draws, random_variance, df, level)
    else:
        random_usual = False
        if edge:
            rate = hits / draws
            random = clopper_pearson(rate * count, count, level)
        else:
            random = betting(level, [(t / sizes.max(), s / sizes.max()) for t, s in zip(sums, sizes)])

    variances, part_lifts, lone = [], [], []
    for members in clusters:
        single = [s for s, d in members if d == 1]
        for s, d in members:
            if d > 1:
                variances.append(np.var([1] * s + [0] * (d - s), ddof=1) / d)
                part_lifts.append(s / d - rate)
        if len(single) == 1:
            lone += single
        elif single:
            variances.append(len(single) * np.var(single, ddof=1))
            part_lifts.append(sum(single) - len(single) * rate)
    known = len(lone) * np.var(lone, ddof=1) if len(lone) > 1 else len(lone) * rate * (1 - rate)
    fixed_variance = (sum(variances) + known) / items**2
    df = degrees(variances, part_lifts, rate, items, known) if not edge else 0
    fixed_usual = bool(not too_few and fixed_variance > 0 and df >= LEAST_DEGREES)
    if fixed_usual:
        fixed = korn_graubard(rate, draws, fixed_variance, df, level)
    else:
        fewest = min(row[2] for row in rows)
        bets = []
        for _, s, d in rows:
            bets += [(fewest / d, fewest / d)] * s + [(0, fewest / d)] * (d - s)
        fixed = betting(level, bets)
    return [rate, *random, *fixed, int(random_usual), int(fixed_usual)]


def paired_difference(level, rows):
    """rows: (cluster, a, b) of each item. Gives difference, limits, discordant clusters, p (-1 for none)."""
    by_cluster = {}
    for cluster, a, b in rows:
        by_cluster.setdefault(cluster, []).append(a - b)
    sums = np.array([sum(members) for members in by_cluster.values()])
    sizes = np.array([len(members) for members in by_cluster.values()])
    items = len(rows)
    difference = sums.sum() / items
    discordant = int(np.sum(np.abs(sums) > 1e-9))
    if discordant < 6:
        largest = sizes.max()
        low, high = betting(level, [((t + s) / 2 / largest, s / largest) for t, s in zip(sums, sizes)])
        return [difference, 2 * low - 1, 2 * high - 1, discordant, -1]
    count = len(sums)
    error = np.sqrt(count / (count - 1) * np.sum((sums - difference * sizes) ** 2)) / items
    half = stats.t.ppf(1 - (1 - level) / 2, discordant - 1) * error
    p = 2 * stats.t.sf(abs(difference) / error, discordant - 1) if error > 1e-12 else 2.0 ** (1 - discordant)
    return [difference, max(-1, difference - half), min(1, difference + half), discordant, p]
