#!/usr/bin/env bash
# Trains a small BERT classifier with PyTorch, exports it to ONNX, and holds what the scorer `hf:` says of unseen texts
# against PyTorch's own probabilities. PyTorch (its Linux wheels bring CUDA: 3 GB to download, 6 GB on disk) and
# @huggingface/transformers (500 MB) are kept outside the checkout. Whatever keeps the check from running is said in one
# line that begins with SKIPPED.
#
# EXITPOLL_TORCH_INDEX  a package index with smaller wheels of PyTorch (CPU only), asked beside pip's own
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/exitpoll-checks
venv=$cache/hf
library=$cache/hf-library
log=$cache/hf.log
torch=2.15.0
transformers=5.24.0
onnx=1.23.2
onnxscript=0.7.2
js=4.3.2

skip() {
  echo "SKIPPED: hf: was not run with trained weights: $1"
  exit 0
}

has_python() {
  "$venv/bin/python" - 2>/dev/null <<PY
from importlib.metadata import version
wanted = {"torch": "$torch", "transformers": "$transformers", "onnx": "$onnx", "onnxscript": "$onnxscript"}
raise SystemExit(any(version(name).split("+")[0] != number for name, number in wanted.items()))
PY
}

has_library() { [ "$(node -p "require('$library/node_modules/@huggingface/transformers/package.json').version" 2>/dev/null)" = "$js" ]; }

command -v python3 >/dev/null 2>&1 || skip "there is no python3"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || skip "python3 is older than 3.10"
mkdir -p "$cache"
if ! has_python; then
  echo "Installing PyTorch and transformers, once (log: $log) …"
  [ -x "$venv/bin/python" ] || python3 -m venv "$venv" >"$log" 2>&1 || skip "python3 cannot make a virtual environment"
  index=()
  [ -z "${EXITPOLL_TORCH_INDEX:-}" ] || index=(--extra-index-url "$EXITPOLL_TORCH_INDEX")
  "$venv/bin/python" -m pip install --quiet "${index[@]}" "torch==$torch" "transformers==$transformers" \
    "onnx==$onnx" "onnxscript==$onnxscript" >"$log" 2>&1 || skip "pip cannot install PyTorch (see $log)"
  has_python || skip "PyTorch is installed and cannot be loaded (see $log)"
fi
if ! has_library; then
  echo "Installing @huggingface/transformers, once (log: $log) …"
  mkdir -p "$library"
  # Without scripts: they would download GPU libraries.
  (cd "$library" && npm init -y && npm install --ignore-scripts --no-audit --no-fund "@huggingface/transformers@$js") >"$log" 2>&1 \
    || skip "npm cannot install @huggingface/transformers (see $log)"
  has_library || skip "@huggingface/transformers is installed and cannot be found (see $log)"
fi

cd "$root" || exit 1
export PATH="$root/node_modules/.bin:$PATH" EXITPOLL_HF_LIBRARY="$library"
exec node --import "$here/library.ts" "$here/check.ts" --python "$venv/bin/python"
