#!/bin/sh
# Checks src/stats against SciPy and statsmodels. The virtual environment is kept outside the checkout.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=${EXITPOLL_CHECKS_VENV:-${XDG_CACHE_HOME:-$HOME/.cache}/exitpoll-checks/venv}

skip() {
  echo "SKIPPED: statistics were not checked against SciPy: $1" >&2
  exit 0
}

command -v python3 >/dev/null 2>&1 || skip "there is no python3"
if ! [ -x "$venv/bin/python" ]; then
  python3 -m venv "$venv" >/dev/null 2>&1 || skip "python3 cannot make a virtual environment"
fi
if ! "$venv/bin/python" -c 'import numpy, scipy, statsmodels' 2>/dev/null; then
  "$venv/bin/python" -m pip install --quiet numpy scipy statsmodels || skip "pip cannot install scipy and statsmodels"
fi

PYTHONDONTWRITEBYTECODE=1 PATH="$root/node_modules/.bin:$PATH" exec "$venv/bin/python" "$here/check.py" "$@"
