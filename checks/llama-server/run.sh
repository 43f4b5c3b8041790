#!/usr/bin/env bash
# Runs every contract test, a comparison with the embedded model and a small study against a model server that is
# somebody else's: llama-cpp-python. Its virtual environment and its wheel, which takes minutes to build, are kept
# outside the checkout. Whatever keeps the check from running is said in one line that begins with SKIPPED.
#
# EXITPOLL_WHEELS             a folder with a wheel of llama-cpp-python that is built already
# EXITPOLL_BUILD_LLAMA_SERVER 0: never build the wheel; else it is built where there is none
# EXITPOLL_BUILD_MINUTES      the most the build may take, 12 unless given
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/exitpoll-checks
venv=$cache/llama-server
wheels=${EXITPOLL_WHEELS:-$cache/wheels}
version=0.3.36
requirement="llama-cpp-python[server]==$version"
minutes=${EXITPOLL_BUILD_MINUTES:-12}

skip() {
  echo "SKIPPED: no model server of somebody else's was asked: $1"
  exit 0
}

has_server() { "$venv/bin/python" -c "import llama_cpp.server.app, sys; sys.exit(llama_cpp.__version__ != '$version')" 2>/dev/null; }
has_wheel() { compgen -G "$wheels/llama_cpp_python-$version-*.whl" >/dev/null; }

command -v python3 >/dev/null 2>&1 || skip "there is no python3"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' || skip "python3 is older than 3.9"
if ! [ -x "$venv/bin/python" ]; then
  mkdir -p "$cache"
  python3 -m venv "$venv" >/dev/null 2>&1 || skip "python3 cannot make a virtual environment"
fi

if ! has_server; then
  log=$cache/llama-server.log
  if ! has_wheel; then
    [ "${EXITPOLL_BUILD_LLAMA_SERVER:-1}" != 0 ] || skip "its wheel is not built, and EXITPOLL_BUILD_LLAMA_SERVER=0"
    command -v cc >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1 || skip "there is no C compiler to build it with"
    echo "Building the wheel of llama-cpp-python: several minutes, once (log: $log) …"
    mkdir -p "$wheels"
    # A vector unit of the machine that built it may be missing where the wheel is used next, but the cache stays here.
    timeout --kill-after=10 "$((minutes * 60))" nice -n 10 \
      "$venv/bin/python" -m pip wheel --no-deps --wheel-dir "$wheels" "llama-cpp-python==$version" >"$log" 2>&1
    case $? in
      0) ;;
      124 | 137) skip "its wheel was not built within $minutes minutes (EXITPOLL_BUILD_MINUTES)" ;;
      *) skip "its wheel cannot be had: $(grep -iE 'error' "$log" | tail -n 1 | cut -c 1-160)" ;;
    esac
  fi
  timeout --kill-after=10 300 "$venv/bin/python" -m pip install --quiet --find-links "$wheels" "$requirement" >"$log" 2>&1 \
    || skip "pip cannot install it: $(grep -iE 'error' "$log" | tail -n 1 | cut -c 1-160)"
  has_server || skip "llama-cpp-python is installed and cannot be loaded (see $log)"
fi

cd "$root"
PATH="$root/node_modules/.bin:$PATH" exec node "$here/check.ts" --python "$venv/bin/python" --report "$cache/llama-server-contract.json" "$@"
