"""References for differences, permutation tests, agreement and association: SciPy and statsmodels where they have the
function, else a plain version written from docs/statistics-compare.md. -9 stands for "there is none"."""

import itertools

import numpy as np
from scipy import optimize, spatial, stats
from scipy.cluster import hierarchy
from statsmodels.regression.linear_model import OLS
from statsmodels.stats import contingency_tables, dist_dependence_measures, inter_rater, multitest

import reference

NONE = -9

# Levels closer to 1 than this lose digits; the answers are cut there as well.
LEAST_P = 1e-6


def normal_cdf(z):
    return [stats.norm.cdf(z)]


def cluster_robust_mean(rows):
    cluster, value = np.array(rows, dtype=float).T
    fit = OLS(value, np.ones(len(value))).fit()
    # statsmodels has the further factor (n - 1)/(n - k), which is 1 for a mean.
    robust = fit.get_robustcov_results("cluster", groups=cluster.astype(int), use_correction=True)
    return [fit.params[0], robust.bse[0]]


def percentile_limits(level, rows):
    return list(np.quantile(np.array(rows)[:, 0], [(1 - level) / 2, (1 + level) / 2]))


def bca_limits(level, estimate, *left_out_and_rows):
    *left_out, rows = left_out_and_rows
    results = np.array(rows)[:, 0]
    z0 = stats.norm.ppf((np.mean(results < estimate) + np.mean(results <= estimate)) / 2)
    spread = np.mean(left_out) - np.array(left_out)
    a = np.sum(spread**3) / (6 * np.sum(spread**2) ** 1.5)
    z = z0 + stats.norm.ppf([(1 - level) / 2, (1 + level) / 2])
    return list(np.quantile(results, stats.norm.cdf(z0 + z / (1 - a * z))))


def by_cluster(rows):
    """Sums of (1, a, b) over the rows (cluster, a, b) of each cluster."""
    found = {}
    for cluster, a, b in rows:
        found.setdefault(cluster, np.zeros(3))
        found[cluster] += [1, a, b]
    return np.array(list(found.values()))


def paired_ratio(level, rows):
    size, a, b = by_cluster(rows).T
    n, count = len(rows), len(size)
    discordant = np.sum(np.abs(a - b) > 1e-9)
    ratio = a.sum() / b.sum() if b.sum() > 0 else NONE
    bailing = [t.sum() ** 2 / np.sum(t**2) if t.any() else 0 for t in (a, b)]
    if discordant < 6 or min(bailing) < reference.ENOUGH_CLUSTERS:
        half = 1 - (1 - level) / 2
        low_a, high_a = reference.betting(half, list(zip(a / size.max(), size / size.max())))
        low_b, high_b = reference.betting(half, list(zip(b / size.max(), size / size.max())))
        return [ratio, low_a / high_b, high_a / low_b if low_b > 0 else NONE]
    t2 = stats.t.ppf(1 - (1 - level) / 2, discordant - 1) ** 2

    def excess(r):
        """Positive where a - r b cannot have the mean 0."""
        u = a - r * b
        mean = u.sum() / n
        return mean**2 - t2 * count / (count - 1) * np.sum((u - mean * size) ** 2) / n**2

    # A quadratic in r, so three of its values give its coefficients.
    square, linear, constant = np.linalg.solve([[0, 0, 1], [1, 1, 1], [1, -1, 1]], [excess(0), excess(1), excess(-1)])
    roots = np.roots([square, linear, constant])
    real = sorted(roots.real[np.abs(roots.imag) < 1e-9])
    high = real[1] if square > 1e-15 else NONE
    low = 0
    if constant > 0:
        low = real[0] if square > 1e-15 else real[1]
    return [ratio, low, high]


def variance_parts(items):
    """Rate, its two variances with degrees of freedom, and the residual of each cluster, as in docs/statistics.md."""
    n = len(items)
    clusters = {}
    for cluster, successes, draws in items:
        clusters.setdefault(cluster, []).append((successes, draws))
    rate = sum(s / d for _, s, d in items) / n
    lifts = {c: sum(s / d for s, d in m) - rate * len(m) for c, m in clusters.items()}
    count = len(lifts)
    values = np.array(list(lifts.values()))
    between = count / (count - 1) * np.sum(values**2) / n**2 if count > 1 else 0
    inner = 0 < rate < 1
    between_df = reference.degrees(list(values**2), list(values), rate, n) if inner else 0
    variances, part_lifts, lone = [], [], []
    for members in clusters.values():
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
    within_df = reference.degrees(variances, part_lifts, rate, n, known) if inner else 0
    residuals = {c: np.sqrt(count / (count - 1) if count > 1 else 1) * lift / n for c, lift in lifts.items()}
    return rate, (between, between_df), ((sum(variances) + known) / n**2, within_df), residuals


def combined(a, b, rho, level):
    """Limits of difference and ratio from (rate, low, high) of either; the ratio by search for where a - r b meets 0."""
    (pa, la, ua), (pb, lb, ub) = a, b

    def reach(r, side):
        of_a, of_b = (pa - la, r * (ub - pb)) if side < 0 else (ua - pa, r * (pb - lb))
        return pa - r * pb + side * np.sqrt(max(0, of_a**2 + of_b**2 - 2 * rho * of_a * of_b))

    low = 0.0
    if reach(0, -1) > 0:
        low = optimize.brentq(lambda r: reach(r, -1), 0, pa / pb, xtol=1e-15, rtol=1e-14)
    high = optimize.brentq(lambda r: reach(r, 1), pa / pb, 1e9, xtol=1e-15, rtol=1e-14)
    return [max(-1, reach(1, -1)), min(1, reach(1, 1)), low, high]


def clustered_difference(level, rows):
    samples = [[row[1:] for row in rows if row[0] == sample] for sample in (0, 1)]
    parts = [variance_parts(items) for items in samples]
    whole = [reference.clustered_rate(level, items) for items in samples]
    draws = [sum(d for _, _, d in items) for items in samples]
    residuals_a, residuals_b = parts[0][3], parts[1][3]
    shared = set(residuals_a) & set(residuals_b)
    cov = sum(residuals_a[c] * residuals_b[c] for c in shared)
    norm = np.sqrt(sum(x**2 for x in residuals_a.values()) * sum(x**2 for x in residuals_b.values()))
    rho = cov / norm if cov != 0 else 0
    v = np.array([(residuals_a.get(c, 0) - residuals_b.get(c, 0)) ** 2 for c in set(residuals_a) | set(residuals_b)])
    df = v.sum() ** 2 / np.sum(v**2) - 1 if shared and v.sum() > 1e-20 else np.inf
    out = [whole[0][0] - whole[1][0]]
    for kind in (0, 1):
        # Places of the limits and of "usual" in what reference.clustered_rate gives.
        at, usual = 1 + 2 * kind, 5 + kind
        too_few = not (whole[0][usual] and whole[1][usual])
        if kind == 0 and (v.sum() <= 1e-20 or df < 5):
            too_few = True
        if too_few:
            half = 1 - (1 - level) / 2
            (la, ua), (lb, ub) = [reference.clustered_rate(half, items)[at : at + 2] for items in samples]
            ratio = [NONE, NONE]
            if whole[1][0] > 0:
                ratio = [la / ub, ua / lb if lb > 0 else NONE]
            out += [la - ub, ua - lb, *ratio, NONE, 1]
            continue

        def limits(at_level):
            found = []
            for sample in (0, 1):
                rate = parts[sample][0]
                variance, own = parts[sample][1 + kind]
                least = min(own, df) if kind == 0 else own
                low, high = reference.korn_graubard(rate, draws[sample], variance, least, at_level)
                found.append((rate, low, high))
            return combined(*found, rho if kind == 0 else 0, at_level)

        def excess(log_tail):
            low, high = limits(1 - np.exp(log_tail))[:2]
            return max(low, -high)

        found = limits(level)
        # Clopper and Pearson's limits leave some width at every level, so p may be 1 also where the rates differ.
        if excess(np.log(1 - 1e-9)) <= 0:
            p = 1
        elif excess(np.log(LEAST_P)) >= 0:
            p = LEAST_P
        else:
            p = np.exp(optimize.brentq(excess, np.log(LEAST_P), np.log(1 - 1e-9), xtol=1e-12))
        out += [*found, p, 0]
    return out


def sign_flip(rows):
    totals = np.array(rows)[:, 0]
    test = stats.permutation_test(
        (totals,), lambda x, axis: np.sum(x, axis=axis), permutation_type="samples", n_resamples=np.inf, vectorized=True
    )
    return [test.pvalue]


def shuffle(rows):
    cells = {}
    for sample, cluster, successes, draws in rows:
        cell = cells.setdefault(cluster, [[0, 0.0], [0, 0.0]])
        cell[sample][0] += 1
        cell[sample][1] += successes / draws
    shared = [c for c in cells.values() if c[0][0] and c[1][0]]
    lone = [c[0] if c[0][0] else c[1] for c in cells.values() if not (c[0][0] and c[1][0])]
    in_a = sum(1 for c in cells.values() if not c[1][0])

    def farness(pairs):
        residuals = []
        rates = []
        for side in (0, 1):
            size = np.array([p[side][0] for p in pairs], dtype=float)
            total = np.array([p[side][1] for p in pairs])
            count = np.sum(size > 0)
            rate = total.sum() / size.sum()
            rates.append(rate)
            residuals.append(np.sqrt(count / (count - 1) if count > 1 else 1) * (total - rate * size) / size.sum())
        variance = np.sum((residuals[0] - residuals[1]) ** 2)
        size = abs(rates[0] - rates[1])
        if size < 1e-12:
            return 0
        return size / np.sqrt(variance) if variance > 1e-20 else np.inf

    def arrangements():
        for swaps in itertools.product([False, True], repeat=len(shared)):
            fixed = [c[::-1] if swap else c for c, swap in zip(shared, swaps)]
            for chosen in itertools.combinations(range(len(lone)), in_a):
                dealt = [[c, [0, 0.0]] if i in chosen else [[0, 0.0], c] for i, c in enumerate(lone)]
                yield fixed + dealt

    observed = farness(list(cells.values()))
    values = np.array([farness(pairs) for pairs in arrangements()])
    return [np.mean(values >= observed * (1 - 1e-9)), 1]


def mcnemar(rows):
    table = np.zeros((2, 2))
    for a, b in rows:
        table[a, b] += 1
    return [contingency_tables.mcnemar(table, exact=True).pvalue]


def holm(*ps):
    return list(multitest.multipletests(ps, method="holm")[1])


def benjamini_hochberg(*ps):
    return list(multitest.multipletests(ps, method="fdr_bh")[1])


def columns(rows):
    return np.array(rows, dtype=float).T


def defined(rows):
    x, y = columns(rows)
    return np.ptp(x) > 0 and np.ptp(y) > 0


def pearson(rows):
    return [stats.pearsonr(*columns(rows))[0] if defined(rows) else NONE]


def spearman(rows):
    return [stats.spearmanr(*columns(rows))[0] if defined(rows) else NONE]


def kendall(rows):
    return [stats.kendalltau(*columns(rows), variant="b")[0] if defined(rows) else NONE]


def cosine(rows):
    x, y = columns(rows)
    return [1 - spatial.distance.cosine(x, y) if x.any() and y.any() else NONE]


def distance_correlation(rows):
    x, y = columns(rows)
    return [dist_dependence_measures.distance_statistics(x, y).distance_correlation if defined(rows) else NONE]


def unbiased_distance_correlation(rows):
    def centred(v):
        n = len(v)
        d = np.abs(v[:, None] - v[None, :])
        u = d - d.sum(0)[None, :] / (n - 2) - d.sum(1)[:, None] / (n - 2) + d.sum() / ((n - 1) * (n - 2))
        np.fill_diagonal(u, 0)
        return u

    a, b = (centred(v) for v in columns(rows))
    # Of a few points with ties nothing but rounding dust may be left.
    if np.abs(a).max() < 1e-9 or np.abs(b).max() < 1e-9:
        return [NONE]
    return [np.sum(a * b) / np.sqrt(np.sum(a * a) * np.sum(b * b))]


def cohen_kappa(rows):
    x, y = np.array(rows).T
    table = np.zeros((5, 5))
    np.add.at(table, (x, y), 1)
    if len(set(x) | set(y)) == 1:
        return [NONE] * 3
    return [inter_rater.cohens_kappa(table, wt=wt, return_results=False) for wt in (None, "linear", "quadratic")]


def fleiss_kappa(rows):
    if len(set(np.array(rows).ravel())) == 1:
        return [NONE]
    return [inter_rater.fleiss_kappa(inter_rater.aggregate_raters(np.array(rows))[0])]


def krippendorff(rows):
    """By the matrix of coincidences, cell by cell."""
    units = [[c for c in row if c != -1] for row in rows]
    units = [codes for codes in units if len(codes) > 1]
    codes = sorted({c for unit in units for c in unit})
    if len(codes) < 2:
        return [NONE] * 3
    o = np.zeros((len(codes), len(codes)))
    for unit in units:
        for one, other in itertools.permutations(unit, 2):
            o[codes.index(one), codes.index(other)] += 1 / (len(unit) - 1)
    margin = o.sum(0)
    total = margin.sum()

    def delta(metric, c, k):
        if metric == "nominal":
            return float(c != k)
        if metric == "interval":
            return (codes[c] - codes[k]) ** 2
        low, high = min(c, k), max(c, k)
        return (margin[low : high + 1].sum() - (margin[c] + margin[k]) / 2) ** 2

    out = []
    places = range(len(codes))
    for metric in ("nominal", "ordinal", "interval"):
        observed = sum(o[c, k] * delta(metric, c, k) for c in places for k in places)
        expected = sum(margin[c] * margin[k] * delta(metric, c, k) for c in places for k in places)
        out.append(1 - (total - 1) * observed / expected)
    return out


def association(rows):
    x, y = columns(rows)
    test = stats.permutation_test(
        (y,), lambda z: stats.pearsonr(x, z)[0], permutation_type="pairings", n_resamples=np.inf, vectorized=False
    )
    return [test.statistic, test.pvalue]


def cluster_order(rows):
    tree = hierarchy.linkage(spatial.distance.squareform(np.array(rows)), method="average")
    return list(tree[:, 2:4].ravel())


def level(random):
    return float(random.choice([0.8, 0.9, 0.95, 0.99]))


def values_in_clusters(random):
    rows = []
    for cluster in range(int(random.integers(2, 9))):
        lift = random.normal()
        rows += [[cluster, float(lift + random.normal())] for _ in range(int(random.integers(1, 5)))]
    return rows


def bca_numbers(random):
    left_out = random.gamma(2, size=int(random.integers(10, 20)))
    return [level(random), float(random.normal(0, 0.3)), *(float(x) for x in left_out)]


def results(random):
    return [[float(x)] for x in random.normal(0.1, 0.5, 40) + random.gamma(1, size=40) - 1]


def paired_items(random):
    base, effect = random.choice([0.05, 0.4]), random.choice([0, 0.2])
    rows = []
    for cluster in range(int(random.integers(6, 25))):
        chance = random.random() * base
        for _ in range(int(random.integers(1, 4))):
            a = float(random.binomial(1, min(1, chance + effect)))
            rows.append([cluster, a, float(random.binomial(1, chance + 0.1))])
    # The ratio is not there where nothing bails in b, and that case has a test of its own.
    rows[0][2] = 1.0
    return rows


def two_samples(random, clusters, size):
    """Rows of (sample, cluster, successes, draws): clusters of one sample, of both, or some of each."""
    sharing = random.choice(["none", "some", "all"])
    mean = random.choice([0.15, 0.5, 0.8])
    effect = random.choice([0, 0.15])
    draws = int(random.choice([1, 3]))
    rows = []
    for cluster in range(clusters):
        chance = random.beta(3 * mean, 3 * (1 - mean))
        both = sharing == "all" or (sharing == "some" and random.random() < 0.4)
        samples = [0, 1] if both else [cluster % 2]
        for sample in samples:
            for _ in range(int(random.integers(1, size + 1))):
                hits = int(random.binomial(draws, min(1, chance + effect * sample)))
                rows.append([sample, cluster, hits, draws])
    return rows


def small_samples(random):
    return two_samples(random, int(random.integers(4, 9)), 3)


def large_samples(random):
    return two_samples(random, int(random.integers(10, 70)), 2)


def pairs(random):
    """Pairs of numbers, related or not, with ties or without."""
    count = int(random.integers(5, 25))
    x = random.normal(size=count)
    y = random.choice([0, 0.5, -0.9]) * x + random.normal(size=count)
    if random.random() < 0.5:
        x, y = np.round(x), np.round(y)
    return [[float(a), float(b)] for a, b in zip(x, y)]


def few_pairs(random):
    count = int(random.integers(4, 7))
    return [[float(a), float(b)] for a, b in random.normal(size=(count, 2))]


def codes(random, missing):
    raters, units = int(random.integers(2, 6)), int(random.integers(3, 15))
    kinds = int(random.integers(2, 6))
    truth = random.integers(0, kinds, units)
    table = np.where(random.random((units, raters)) < 0.6, truth[:, None], random.integers(0, kinds, (units, raters)))
    if missing:
        table = np.where(random.random((units, raters)) < 0.2, -1, table)
    return table.tolist()


def two_raters(random):
    return [row[:2] for row in codes(random, False)]


def distances(random):
    points = random.normal(size=(int(random.integers(2, 9)), 3))
    return spatial.distance.squareform(spatial.distance.pdist(points)).tolist()


def family(random):
    return [float(p) for p in random.random(int(random.integers(1, 12))) ** random.choice([1, 3])]


def tidy(refer):
    """A coefficient of 0 may come out as any rounding dust, of which no relative difference can be taken."""
    return lambda *question: [0.0 if abs(x) < 1e-13 else x for x in refer(*question)]


MAKERS = {
    "normalCdf": (lambda r: ([float(r.uniform(-30, 8))], None), normal_cdf),
    "clusterRobustMean": (lambda r: ([], values_in_clusters(r)), cluster_robust_mean),
    "percentileLimits": (lambda r: ([level(r)], results(r)), percentile_limits),
    "bcaLimits": (lambda r: (bca_numbers(r), results(r)), bca_limits),
    "pairedRatio": (lambda r: ([level(r)], paired_items(r)), paired_ratio),
    "clusteredDifference": (lambda r: ([level(r)], large_samples(r)), clustered_difference),
    "signFlipTest": (lambda r: ([], [[float(x)] for x in r.integers(-3, 4, int(r.integers(2, 11)))]), sign_flip),
    "shuffleTest": (lambda r: ([], small_samples(r)), shuffle),
    "mcnemarExact": (lambda r: ([], r.integers(0, 2, (int(r.integers(1, 25)), 2)).tolist()), mcnemar),
    "holm": (lambda r: (family(r), None), holm),
    "benjaminiHochberg": (lambda r: (family(r), None), benjamini_hochberg),
    "pearson": (lambda r: ([], pairs(r)), tidy(pearson)),
    "spearman": (lambda r: ([], pairs(r)), tidy(spearman)),
    "kendallTauB": (lambda r: ([], pairs(r)), tidy(kendall)),
    "cosine": (lambda r: ([], pairs(r)), tidy(cosine)),
    "distanceCorrelation": (lambda r: ([], pairs(r)), tidy(distance_correlation)),
    "unbiasedSquaredDistanceCorrelation": (lambda r: ([], pairs(r)), tidy(unbiased_distance_correlation)),
    "cohenKappa": (lambda r: ([], two_raters(r)), tidy(cohen_kappa)),
    "fleissKappa": (lambda r: ([], codes(r, False)), tidy(fleiss_kappa)),
    "krippendorffAlpha": (lambda r: ([], codes(r, True)), tidy(krippendorff)),
    "associationTest": (lambda r: ([], few_pairs(r)), tidy(association)),
    "clusterOrder": (lambda r: ([], distances(r)), cluster_order),
}

# Searches end a little short of machine precision; a root of a difference of squares loses half of its digits.
RELATIVE = {"pairedRatio": 1e-6, "clusteredDifference": 1e-6}
