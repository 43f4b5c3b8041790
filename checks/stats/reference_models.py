"""References for regression, misreadings, survival, sequences and planning: statsmodels and SciPy where they have the
quantity, else written plainly from docs/statistics-models.md, sharing no code with src/stats."""

import warnings

import numpy as np
import statsmodels.api as sm
from scipy import optimize, stats
from statsmodels.duration.survfunc import SurvfuncRight

import reference

NONE = -9


# Regression


def counts_and_columns(rows):
    table = np.array(rows, dtype=float)
    return table[:, 0], table[:, 1], table[:, 2:]


def logistic_fit(rows):
    successes, weight, x = counts_and_columns(rows)
    model = sm.GLM(np.column_stack([successes, weight - successes]), x, family=sm.families.Binomial())
    fit = model.fit(tol=1e-13, maxiter=200, tol_criterion="params")
    return [*fit.params, *fit.bse]


def firth_fit(rows):
    """Maximises the penalised likelihood itself; the information by its definition."""
    successes, weight, x = counts_and_columns(rows)

    def information(b):
        p = 1 / (1 + np.exp(-x @ b))
        return x.T @ np.diag(weight * p * (1 - p)) @ x

    def negative(b):
        odds = x @ b
        sign, log_det = np.linalg.slogdet(information(b))
        return -(np.sum(successes * odds - weight * np.logaddexp(0, odds)) + log_det / 2)

    def slope(b):
        p = 1 / (1 + np.exp(-x @ b))
        root = np.sqrt(weight * p * (1 - p))[:, None] * x
        leverage = np.diag(root @ np.linalg.inv(root.T @ root) @ root.T)
        return x.T @ (successes - weight * p + leverage * (0.5 - p))

    start = optimize.minimize(negative, np.zeros(x.shape[1]), method="Nelder-Mead", options={"maxiter": 4000}).x
    b = optimize.root(slope, start, tol=1e-13).x
    return [*np.where(np.abs(b) < 1e-9, 0, b), *np.sqrt(np.diag(np.linalg.inv(information(b))))]


def separation(rows):
    """By linear programs (Konis 2007): is there b with z·b >= 0 for all rows, and > 0 for some, or for all?"""
    successes, weight, x = counts_and_columns(rows)
    turned = [row for s, w, row in zip(successes, weight, x) if s > 0] + [
        -row for s, w, row in zip(successes, weight, x) if s < w
    ]
    z = np.array(turned)
    some = optimize.linprog(-z.sum(axis=0), A_ub=-z, b_ub=np.zeros(len(z)), bounds=[(-1, 1)] * z.shape[1])
    if -some.fun < 1e-7:
        return [0]
    every = optimize.linprog(
        [0.0] * z.shape[1] + [-1.0],
        A_ub=np.column_stack([-z, np.ones(len(z))]),
        b_ub=np.zeros(len(z)),
        bounds=[(-1, 1)] * z.shape[1] + [(None, 1)],
    )
    return [2 if -every.fun > 1e-7 else 1]


def nonnegative(rows):
    target, columns = np.array(rows[0]), np.array(rows[1:]).T
    weights, _ = optimize.nnls(columns, target)
    rest = target - columns @ weights
    return list(np.where(np.abs(rest) < 1e-9, 0, rest))


def factor_effects(level, rows):
    """statsmodels on single draws; its correction by rows is left off."""
    y, groups, x = [], [], []
    for cluster, successes, draws, *values in rows:
        y += [1] * successes + [0] * (draws - successes)
        groups += [cluster] * draws
        x += [[1, *values]] * draws
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = sm.Logit(y, np.array(x)).fit(
            disp=0, tol=1e-13, maxiter=200, cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False}
        )
    effects = fit.get_margeff(at="overall", dummy=True)
    clusters = len(set(groups))
    df = clusters - len(fit.params)
    errors = effects.margeff_se * np.sqrt(clusters / df)
    t = stats.t.ppf((1 + level) / 2, df)
    return [
        part for e, s in zip(effects.margeff, errors) for part in (e, s, e - t * s, e + t * s)
    ]


# Misreadings


def clopper_pearson(share, draws, level):
    tail = (1 - level) / 2
    x = share * draws
    low = 0.0 if share <= 0 else stats.beta.ppf(tail, x, draws - x + 1)
    high = 1.0 if share >= 1 else stats.beta.ppf(1 - tail, x + 1, draws - x)
    return low, high


def label_limits(labels, level):
    """labels: (cluster, meant). Share, limits for random clusters, limits for given ones."""
    share, low, high, _, _, usual, _ = reference.clustered_rate(level, [(c, m, 1) for c, m in labels])
    if not usual:
        sizes = np.unique([c for c, _ in labels], return_counts=True)[1]
        low, high = clopper_pearson(share, sizes.sum() ** 2 / np.sum(sizes**2), level)
    return share, (low, high), clopper_pearson(share, len(labels), level)


def corrected_rate(level, rows):
    items = [row for row in rows if len(row) == 3]
    labels = [row for row in rows if len(row) == 4]
    rate, low, high, low_fixed, high_fixed, *_ = reference.clustered_rate(level, items)
    kinds = {kind: [(c, m) for c, k, m, _ in labels if k == kind] for kind in (1, 0)}
    a, a_random, a_fixed = label_limits(kinds[1], level)
    b, b_random, b_fixed = label_limits(kinds[0], level)
    estimate = rate * a + (1 - rate) * b
    slopes = np.array([a - b, rate, 1 - rate])

    clusters = sorted({row[0] for row in rows})
    parts = np.zeros((len(clusters), 3))
    for c, s, d in items:
        parts[clusters.index(c), 0] += (s / d - rate) / len(items)
    for place, (kind, share) in enumerate([(1, a), (0, b)], start=1):
        for c, m in kinds[kind]:
            parts[clusters.index(c), place] += (m - share) / len(kinds[kind])
    norms = np.sqrt(np.sum(parts**2, axis=0))
    correlation = np.eye(3)
    for i in range(3):
        for j in range(3):
            if i != j:
                both = norms[i] * norms[j]
                correlation[i, j] = parts[:, i] @ parts[:, j] / both if both > 0 else 0

    def reach(limits, correlation, side):
        steps = []
        for slope, share, (lower, upper) in zip(slopes, (rate, a, b), limits):
            steps.append(slope * (max(0, upper - share) if slope * side > 0 else max(0, share - lower)))
        steps = np.array(steps)
        return np.sqrt(max(0, steps @ correlation @ steps))

    random = [(low, high), a_random, b_random]
    fixed = [(low_fixed, high_fixed), a_fixed, b_fixed]
    return [
        estimate,
        max(0, estimate - reach(random, correlation, -1)),
        min(1, estimate + reach(random, correlation, 1)),
        max(0, estimate - reach(fixed, np.eye(3), -1)),
        min(1, estimate + reach(fixed, np.eye(3), 1)),
    ]


def powered_mean(level, rows):
    labelled = np.array([row for row in rows if len(row) == 3])
    bare = np.array([row for row in rows if len(row) == 2])
    clusters = sorted({row[0] for row in rows})
    n, m = len(labelled), len(bare)
    truth = np.array([np.sum((labelled[:, 2] - labelled[:, 2].mean())[labelled[:, 0] == c]) / n for c in clusters])
    shift = np.array(
        [
            np.sum((bare[:, 1] - bare[:, 1].mean())[bare[:, 0] == c]) / m
            - np.sum((labelled[:, 1] - labelled[:, 1].mean())[labelled[:, 0] == c]) / n
            for c in clusters
        ]
    )
    trust = float(np.clip(-np.linalg.lstsq(shift[:, None], truth, rcond=None)[0][0], 0, 1))
    correction = len(clusters) / (len(clusters) - 1)
    error = np.sqrt(correction * np.sum((truth + trust * shift) ** 2))
    if error < 1e-12:
        return [NONE] * 7
    with_labels = len(set(labelled[:, 0]))
    mean = labelled[:, 2].mean() + trust * (bare[:, 1].mean() - labelled[:, 1].mean())
    t = stats.t.ppf((1 + level) / 2, with_labels - 1)
    plain = np.sqrt(with_labels / (with_labels - 1) * np.sum(truth**2))
    return [mean, mean - t * error, mean + t * error, error, trust, labelled[:, 2].mean(), plain]


def product(level, rows):
    """By log-derivatives where all are positive."""
    values, errors = np.array(rows).T
    value = values.prod()
    gradient = np.array([np.prod(np.delete(values, i)) for i in range(len(values))])
    error = np.sqrt(np.sum((gradient * errors) ** 2))
    z = stats.norm.ppf((1 + level) / 2)
    if np.all(values > 0):
        spread = z * np.sqrt(np.sum((errors / values) ** 2))
        return [value, error, value * np.exp(-spread), value * np.exp(spread)]
    return [value, error, value - z * error, value + z * error]


# Survival


def survival(level, rows):
    """Turns coded 0 stayed, 1 left, 2 gap. Kaplan-Meier and Greenwood from statsmodels where clusters are of one."""
    turns = max(len(row) - 1 for row in rows)
    clusters = sorted({row[0] for row in rows})
    count = len(clusters)
    times, events = [], []
    for _, *codes in rows:
        stayed = next((i for i, code in enumerate(codes) if code != 0), len(codes))
        left = stayed < len(codes) and codes[stayed] == 1
        times.append(stayed + 1 if left else stayed)
        events.append(int(left))
    times, events = np.array(times), np.array(events)
    kept = times > 0
    curve = SurvfuncRight(times[kept], events[kept]) if kept.any() else None
    cluster = np.array([row[0] for row in rows])
    singles = len(rows) == count
    alive = 1.0
    lift = np.zeros(count)
    out = []
    dead = False
    for turn in range(1, turns + 1):
        here = times >= turn
        exits = here & (times == turn) & (events == 1)
        codes = [row[turn] if len(row) > turn else 2 for row in rows]
        answered = [code for code in codes if code != 2]
        plain = sum(answered) / len(answered) if answered else NONE
        if not here.any():
            dead = True
        out += [here.sum(), exits.sum(), len(answered), exits.sum() / here.sum() if here.any() else NONE, plain]
        if dead:
            out += [NONE] * 4
            continue
        h = exits.sum() / here.sum()
        if h < 1:
            for i, c in enumerate(clusters):
                mine = cluster == c
                lift[i] += ((exits & mine).sum() - h * (here & mine).sum()) / (here.sum() * (1 - h))
        alive *= 1 - h
        past = curve.surv_times <= turn
        if past.any():
            assert abs(curve.surv_prob[past][-1] - alive) < 1e-12
        parts = alive * lift
        variance = count / (count - 1) * np.sum(parts**2) if count > 1 else np.nan
        if singles and past.any() and count > 1 and alive > 0:
            greenwood = curve.surv_prob_se[past][-1] ** 2 * count / (count - 1)
            assert abs(greenwood - variance) < 1e-12
        at_risk = np.array([(here & (cluster == c)).sum() for c in clusters])
        leaving = np.array([(exits & (cluster == c)).sum() for c in clusters])
        gone = np.array([(events * (times <= turn))[cluster == c].sum() for c in clusters])
        out += [alive, np.sqrt(variance) if count > 1 else NONE, *survival_limits(alive, parts, variance, at_risk, leaving, gone, level)]
    return out


def effective_number(values):
    return values.sum() ** 2 / np.sum(values**2) if np.any(values) else 0


def survival_limits(alive, parts, variance, at_risk, leaving, gone, level):
    left = 1 - alive
    enough = min(effective_number(at_risk - leaving), effective_number(gone)) >= reference.ENOUGH_CLUSTERS
    inside = 0 < alive < 1 and variance > 0
    fewest = effective_number(at_risk)
    if inside and enough:
        df = reference.degrees(list(parts**2), list(parts), left, 1)
        tail = (1 - level) / 2
        t = stats.t.ppf(tail, df) if np.isfinite(df) else stats.norm.ppf(tail)
        draws = left * alive / variance * (stats.norm.ppf(tail) / t) ** 2
    elif inside:
        draws = min(left * alive / variance, fewest)
    else:
        draws = fewest
    return clopper_pearson(alive, draws, level)


# Sequences


def sequence(level, rows):
    """rows: epochs of values, -1 for none. The wealth of both gamblers as docs/statistics-models.md defines it."""
    table = np.array(rows, dtype=float)
    table = table[:, np.any(table >= 0, axis=0)]
    items = table.shape[1]
    target = np.log(2 / (1 - level))

    def lower(values):
        epochs = len(values)
        total, draws = values.sum(), values.size
        squares = 0.0
        for e in range(1, epochs):
            guess = (values[:e].sum(axis=0) + values[:e].mean()) / (e + 1)
            squares += np.sum((values[e] - guess) ** 2)
        later = values[1:].sum()

        def excess(m):
            logs = []
            for k in (1, 2, 4, 8, 16, 32):
                bet = min(0.99 / m, np.sqrt(2 * target / (k * items * m * (1 - m))))
                logs.append(np.log(1 / 12) + total * np.log1p(bet * (1 - m)) + (draws - total) * np.log1p(-bet * m))
            for s in (1 / 64, 1 / 16, 1 / 4, 1, 4, 16):
                bet = min(0.75, np.sqrt(2 * target / (s * items)))
                logs.append(
                    np.log(1 / 12) + bet * (later - values[1:].size * m) - (-np.log1p(-bet) - bet) * squares
                )
            return np.logaddexp.reduce(logs) - target

        if total <= 0:
            return 0.0
        top = min(total / draws, 1 - 1e-12)
        # The wealth falls as m rises towards the estimate.
        return optimize.brentq(excess, 1e-12, top, xtol=1e-15) if excess(1e-12) > 0 else 0.0

    out = []
    for epochs in range(1, len(table) + 1):
        part = table[:epochs]
        seen = np.any(part >= 0, axis=0)
        means = [column[column >= 0].mean() for column in part[:, seen].T]
        rate = float(np.mean(means)) if means else 0.0
        low = lower(np.where(part < 0, 0, part))
        high = 1 - lower(1 - np.where(part < 0, 1, part))
        out += [rate, min(rate, low), max(rate, high)]
    return out


# Planning


def parts_of(rate, of_cluster, of_item):
    whole = rate * (1 - rate)
    return whole * of_cluster, whole * (1 - of_cluster) * of_item, whole * (1 - of_cluster) * (1 - of_item)


def pilot(rows):
    """By listing the pairs."""
    shares = [s / d for _, s, d in rows]
    rate = float(np.mean(shares))
    whole = rate * (1 - rate)
    by_cluster = {}
    for (c, _, _), share in zip(rows, shares):
        by_cluster.setdefault(c, []).append(share)
    total, weight = 0.0, 0
    for members in by_cluster.values():
        if len(members) > 1:
            pairs = [a * b for i, a in enumerate(members) for j, b in enumerate(members) if i != j]
            total += len(members) * np.mean(pairs)
            weight += len(members)
    own = [s * (s - 1) / (d * (d - 1)) for _, s, d in rows if d > 1]
    clip = lambda value: float(np.clip(value, 0, 1))
    of_cluster = clip((total / weight - rate**2) / whole) if weight and whole > 0 else 0.0
    of_item = clip((np.mean(own) - rate**2) / whole) if own and whole > 0 else 1.0
    rest = clip((of_item - of_cluster) / (1 - of_cluster)) if of_cluster < 1 else 0.0
    return [rate, of_cluster, rest if rest > 1e-9 else 0.0]


def widths(clusters, size, epochs, rate, of_cluster, of_item):
    c, i, d = parts_of(rate, of_cluster, of_item)
    n = clusters * size

    def limits(variance, df):
        tail = 0.025
        t = stats.t.ppf(tail, df) if np.isfinite(df) else stats.norm.ppf(tail)
        return clopper_pearson(rate, rate * (1 - rate) / variance * (stats.norm.ppf(tail) / t) ** 2, 0.95)

    extra = 0 if epochs > 1 else i + (0 if size > 1 else c)
    return [*limits(c / clusters + i / n + d / n / epochs, clusters - 1), *limits((d / epochs + extra) / n, np.inf), 1]


def widths_of(interval, shape, assumed):
    low, high = widths(*shape, *assumed)[2 * interval : 2 * interval + 2]
    return low, high, high - low


def budget(clusters, size, epochs, rate, of_cluster, of_item, width, interval, grow):
    """Epochs by trying all of them; clusters by the root of the width as if they need not be whole."""
    assumed = (rate, of_cluster, of_item)
    shaped = lambda count: (clusters, size, count) if grow else (count, size, epochs)
    width_at = lambda count: widths_of(int(interval), shaped(count), assumed)[2]
    if grow:
        count = next((count for count in range(1, 1001) if width_at(count) <= width), None)
        if count is None:
            return [NONE, width_at(1000)]
    else:
        count = int(np.ceil(optimize.brentq(lambda count: width_at(count) - width, 3, 1e6)))
    low, high, _ = widths_of(int(interval), shaped(count), assumed)
    shape = shaped(count)
    return [shape[0], shape[2], np.prod(shape), low, high]


def ended_after(half_width, least, rows):
    found = sequence(0.95, rows)
    for epoch in range(int(least), len(rows) + 1):
        _, low, high = found[3 * epoch - 3 : 3 * epoch]
        if (high - low) / 2 <= half_width:
            return [epoch]
    return [NONE]


def expected_stop(clusters, size, epochs, rate, of_cluster, of_item, half_width, least):
    """Many studies at once, chances drawn from their beta distributions; both gamblers as in `sequence`."""
    random = np.random.default_rng([int(1e6 * value) for value in (rate, of_cluster, of_item, half_width)])
    studies, clusters, size, epochs = 300, int(clusters), int(size), int(epochs)
    near = 1 / of_cluster - 1
    shared = random.beta(rate * near, (1 - rate) * near, (studies, clusters, 1)).clip(1e-12, 1 - 1e-12)
    own = 1 / of_item - 1
    chances = random.beta(shared * own, (1 - shared) * own, (studies, clusters, size)).reshape(studies, -1)
    draws = (random.random((epochs, *chances.shape)) < chances).astype(float)
    items = clusters * size
    target = np.log(2 / 0.05)

    def lower(values):
        """values: epochs by studies by items. The least m for each study, by halving."""
        count = len(values)
        total = values.sum(axis=(0, 2))
        squares = np.zeros(studies)
        for e in range(1, count):
            guess = (values[:e].sum(axis=0) + values[:e].mean(axis=(0, 2))[:, None]) / (e + 1)
            squares += np.sum((values[e] - guess) ** 2, axis=1)
        later = values[1:].sum(axis=(0, 2))

        def wealth(m):
            logs = []
            for k in (1, 2, 4, 8, 16, 32):
                bet = np.minimum(0.99 / m, np.sqrt(2 * target / (k * items * m * (1 - m))))
                logs.append(total * np.log1p(bet * (1 - m)) + (count * items - total) * np.log1p(-bet * m))
            for s in (1 / 64, 1 / 16, 1 / 4, 1, 4, 16):
                bet = min(0.75, np.sqrt(2 * target / (s * items)))
                logs.append(bet * (later - (count - 1) * items * m) - (-np.log1p(-bet) - bet) * squares)
            return np.logaddexp.reduce(logs, axis=0) - np.log(12)

        bottom, top = np.full(studies, 1e-12), np.clip(total / (count * items), 1e-12, 1 - 1e-12)
        for _ in range(30):
            middle = (bottom + top) / 2
            won = wealth(middle) >= target
            bottom, top = np.where(won, middle, bottom), np.where(won, top, middle)
        return np.where(total > 0, bottom, 0)

    last = np.full(studies, epochs)
    for epoch in range(epochs - 1, int(least) - 1, -1):
        part = draws[:epoch]
        narrow = (1 - lower(1 - part) - lower(part)) / 2 <= half_width
        last = np.where(narrow, epoch, last)
    return [last.mean(), 1 + (last < epochs).mean()]


def power(clusters, size, epochs, rate, of_cluster, of_item, difference, shared):
    other = rate + difference
    a, b = parts_of(rate, of_cluster, of_item), parts_of(other, of_cluster, of_item)
    n = clusters * size
    spread = [x + y - 2 * shared * np.sqrt(x * y) for x, y in zip(a, b)]
    error = np.sqrt(spread[0] / clusters + spread[1] / n + (a[2] + b[2]) / (n * epochs))
    covariance = shared * (np.sqrt(a[0] * b[0]) + np.sqrt(a[1] * b[1]))
    differs = np.clip(rate * (1 - other) + other * (1 - rate) - 2 * covariance, 0, 1)
    discordant = 1 - (1 - differs) ** (size * epochs)
    enough = stats.binom.sf(5, clusters, discordant)
    df = max(5, clusters * discordant - 1)
    t = stats.t.ppf(0.975, df)
    shift = abs(difference) / error
    return [enough * (stats.t.cdf(shift - t, df) + stats.t.cdf(-shift - t, df)), error, clusters * discordant]


# Questions


def level_of(random):
    return float(random.choice([0.8, 0.9, 0.95, 0.99]))


def regression(random, separated=False):
    """Successes, weight, a constant and columns of 0 and 1 or of numbers; separated often, or never."""
    while True:
        columns = int(random.integers(1, 4))
        size = int(random.integers(5, 13))
        x = np.column_stack(
            [np.ones(size)]
            + [
                random.integers(0, 2, size) if random.random() < 0.6 else np.round(random.normal(size=size), 3)
                for _ in range(columns)
            ]
        )
        if np.linalg.matrix_rank(x) < x.shape[1] or np.linalg.cond(x) > 50:
            continue
        weight = random.integers(1, 3 if separated else 15, size)
        chance = 1 / (1 + np.exp(-x @ random.normal(size=columns + 1)))
        successes = random.binomial(weight, chance)
        rows = [[float(v) for v in row] for row in np.column_stack([successes, weight, x])]
        if separated or separation(rows) == [0]:
            return rows


def tilted(random):
    size = int(random.integers(2, 6))
    return np.round(random.normal(size=(int(random.integers(2, 12)), size)), 3).tolist()


def factor_rows(random):
    strength = random.uniform(0, 0.8)
    effect = random.normal(size=2) * 0.5
    rows = []
    for cluster in range(int(random.integers(36, 44))):
        base = random.normal() * strength
        for a in (0, 1):
            b, v = int((cluster // 2 + a * (cluster % 3)) % 2), float(np.round(random.normal(), 3))
            chance = 1 / (1 + np.exp(-(base + effect[0] * a + effect[1] * b)))
            draws = int(random.integers(4, 7))
            rows.append([cluster, int(random.binomial(draws, chance)), draws, a, b, v])
    return rows


def audit(random):
    rate, spread = random.choice([0.1, 0.4]), random.choice([2, 20])
    confirmed, missed = random.choice([0.7, 0.95, 1]), random.choice([0, 0.05, 0.2])
    items, labels = [], []
    for cluster in range(int(random.integers(8, 26))):
        chance = random.beta(rate * spread, (1 - rate) * spread)
        for _ in range(int(random.integers(1, 4))):
            counted = int(random.random() < chance)
            items.append([cluster, counted, 1])
            if random.random() < 0.7:
                labels.append([cluster, counted, int(random.random() < (confirmed if counted else missed)), 0])
    kinds = {row[1] for row in labels}
    return items + labels if kinds == {0, 1} else audit(random)


def predicted(random):
    quality = random.random()
    single = random.random() < 0.3
    rows = []
    for index in range(int(random.integers(20, 60))):
        prediction = float(np.round(random.random(), 3))
        row = [index if single else index // 3, prediction]
        if index < 6 or random.random() < 0.3:
            row.append(int(random.random() < quality * prediction + (1 - quality) * 0.4))
        rows.append(row)
    return rows


def factors(random):
    low = 0.05 if random.random() < 0.7 else -1
    return [[float(random.uniform(low, 2)), float(random.uniform(0, 0.3))] for _ in range(int(random.integers(1, 5)))]


def passages(random):
    single = random.random() < 0.4
    hazard = random.choice([0.05, 0.3])
    rows = []
    for cluster in range(int(random.integers(2, 30))):
        chance = random.beta(4 * hazard, 4 * (1 - hazard))
        for _ in range(1 if single else int(random.integers(1, 4))):
            length = int(random.integers(1, 6))
            codes = [2 if random.random() < 0.07 else int(random.random() < chance) for _ in range(length)]
            rows.append([cluster, *codes])
    return rows


def epochs_of(random):
    mean, spread = random.choice([0.05, 0.3, 0.8]), random.choice([0.3, 3, 30])
    chances = random.beta(mean * spread, (1 - mean) * spread, int(random.integers(5, 25)))
    gaps = random.choice([0, 0.05])
    return [
        [-1 if random.random() < gaps else int(random.random() < chance) for chance in chances]
        for _ in range(int(random.integers(1, 6)))
    ]


def pilot_items(random):
    rows = []
    spread = random.choice([1, 10])
    for cluster in range(int(random.integers(2, 12))):
        chance = random.beta(0.3 * spread, 0.7 * spread)
        for _ in range(int(random.integers(1, 5))):
            draws = int(random.integers(1, 5))
            rows.append([cluster, int(random.binomial(draws, chance)), draws])
    return rows


def shape_of(random):
    size = int(random.choice([1, 4, 10]))
    numbers = [int(random.integers(60, 400)), size, int(random.integers(1, 5)), random.uniform(0.3, 0.7)]
    return [*map(float, numbers), float(random.uniform(0.01, 0.3)), float(random.uniform(0.01, 0.8))]


def budget_of(random):
    """A width between those of two neighbouring sizes, or one that no number of epochs reaches."""
    clusters, size, epochs, *assumed = shape_of(random)
    interval, grow = float(random.integers(0, 2)), float(random.integers(0, 2))
    count = int(random.integers(2, 20)) if grow else int(10 ** random.uniform(2, 4))
    shaped = lambda count: (clusters, size, count) if grow else (count, size, epochs)
    near, next_to = (widths_of(int(interval), shaped(n), assumed)[2] for n in (count, count - 1))
    width = (near + next_to) / 2
    if grow and random.random() < 0.2:
        width = 0.9 * widths_of(int(interval), shaped(1000), assumed)[2]
    return [clusters, size, epochs, *assumed, float(width), interval, grow]


def rule_of(random):
    return [float(random.uniform(0.1, 0.35)), float(random.integers(1, 4))]


def stopped_study(random):
    clusters, size, epochs = int(random.integers(20, 60)), int(random.choice([1, 2])), int(random.integers(4, 9))
    assumed = [float(random.uniform(*ends)) for ends in ((0.05, 0.95), (0.02, 0.4), (0.02, 0.9))]
    # About what the items allow within the epochs, so that some studies end and some do not.
    half_width = random.uniform(1.5, 3.5) * np.sqrt(assumed[0] * (1 - assumed[0]) / (clusters * size * 3))
    return [float(clusters), float(size), float(epochs), *assumed, float(half_width), float(random.integers(1, 4))]


def comparison(random):
    return [*shape_of(random), float(random.uniform(-0.2, 0.2)), float(random.random())]


MAKERS = {
    "logisticFit": (lambda r: ([], regression(r)), logistic_fit),
    "firthFit": (lambda r: ([], regression(r, True)), firth_fit),
    "separation": (lambda r: ([], regression(r, True)), separation),
    "nonnegativeLeastSquares": (lambda r: ([], tilted(r)), nonnegative),
    "factorEffects": (lambda r: ([level_of(r)], factor_rows(r)), factor_effects),
    "correctedRate": (lambda r: ([level_of(r)], audit(r)), corrected_rate),
    "predictionPoweredMean": (lambda r: ([level_of(r)], predicted(r)), powered_mean),
    "productByDelta": (lambda r: ([level_of(r)], factors(r)), product),
    "survivalByTurn": (lambda r: ([level_of(r)], passages(r)), survival),
    "confidenceSequence": (lambda r: ([level_of(r)], epochs_of(r)), sequence),
    "pilotEstimate": (lambda r: ([], pilot_items(r)), pilot),
    "expectedWidths": (lambda r: (shape_of(r), None), widths),
    "budgetForWidth": (lambda r: (budget_of(r), None), budget),
    "endedAfter": (lambda r: (rule_of(r), epochs_of(r)), ended_after),
    "expectedStop": (lambda r: (stopped_study(r), None), expected_stop),
    "powerForDifference": (lambda r: (comparison(r), None), power),
}

RELATIVE = {
    "logisticFit": 1e-6,
    "firthFit": 1e-6,
    "nonnegativeLeastSquares": 1e-7,
    "factorEffects": 1e-6,
    "correctedRate": 1e-7,
    "confidenceSequence": 1e-7,
    # Eight studies against 300.
    "expectedStop": 0.6,
}

# Where both sides draw studies: how far they may be apart on average over all inputs.
ON_AVERAGE = {"expectedStop": 0.015}
