"""Trains a small BERT classifier on texts from a file and exports it in the layout transformers.js loads.

Reads TEXTS (JSON Lines of {"set", "text", "label"}), learns a WordPiece vocabulary and a classifier from the set "train",
writes config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx into FOLDER, and for every other text the
probabilities PyTorch gives, as JSON Lines on standard output. Seeded: equal texts and versions give equal weights.
"""

import collections
import json
import logging
import pathlib
import sys
import time
import warnings

# The exporter tells what it does and what else could be installed.
warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

import torch  # noqa: E402
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors  # noqa: E402
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast  # noqa: E402

LONGEST = 128
WORDS = 3000
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def learn_tokenizer(texts):
    """A WordPiece vocabulary of its own, lower case, with Chinese characters one by one, as BERT's is: the most frequent
    words, and all letters to write the others with. (The library's own learner breaks ties otherwise in every run.)"""
    normalizer = normalizers.BertNormalizer(lowercase=True)
    splitter = pre_tokenizers.BertPreTokenizer()
    words = collections.Counter(
        word for text in texts for word, _ in splitter.pre_tokenize_str(normalizer.normalize_str(text))
    )
    letters = sorted({letter for word in words for letter in word})
    frequent = sorted((word for word in words if len(word) > 1), key=lambda word: (-words[word], word))[:WORDS]
    pieces = [*SPECIAL, *letters, *(f"##{letter}" for letter in letters), *frequent]
    vocabulary = {piece: index for index, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = splitter
    tokenizer.decoder = decoders.WordPiece()
    ends = {token: vocabulary[token] for token in ("[SEP]", "[CLS]")}
    tokenizer.post_processor = processors.BertProcessing(*ends.items())
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_max_length=LONGEST,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
    )


def encode(tokenizer, texts):
    """Padded and cut at the longest, as a classifier is used."""
    found = tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
    if "token_type_ids" not in found:
        found["token_type_ids"] = torch.zeros_like(found["input_ids"])
    return {name: found[name] for name in ("input_ids", "attention_mask", "token_type_ids")}


def train(model, tokenizer, rows, labels, epochs=6, batch=32):
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
    counts = torch.tensor([sum(row["label"] == label for row in rows) for label in labels], dtype=torch.float)
    loss_of = torch.nn.CrossEntropyLoss(weight=counts.sum() / counts / len(labels))
    model.train()
    for _ in range(epochs):
        # Texts of like length share a batch, which halves the padding; the batches come in any order.
        order = sorted(range(len(rows)), key=lambda index: len(rows[index]["text"]) + 40 * torch.rand(1).item())
        for start in (batch * torch.randperm((len(rows) + batch - 1) // batch)).tolist():
            some = [rows[index] for index in order[start : start + batch]]
            wanted = torch.tensor([labels.index(row["label"]) for row in some])
            optimizer.zero_grad()
            loss_of(model(**encode(tokenizer, [row["text"] for row in some])).logits, wanted).backward()
            optimizer.step()
    model.eval()


def export(model, tokenizer, folder):
    example = encode(tokenizer, ["one text", "another text that is longer"])
    free = {0: "batch", 1: "length"}
    (folder / "onnx").mkdir(parents=True)
    torch.onnx.export(
        model,
        kwargs=dict(example),
        f=str(folder / "onnx" / "model.onnx"),
        input_names=list(example),
        output_names=["logits"],
        dynamic_shapes={name: free for name in example},
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    model.config.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def main(texts, folder):
    torch.manual_seed(7)
    torch.set_num_threads(1)
    rows = [json.loads(line) for line in pathlib.Path(texts).read_text(encoding="utf-8").splitlines()]
    learned = [row for row in rows if row["set"] == "train"]
    labels = sorted({row["label"] for row in learned})
    tokenizer = learn_tokenizer([row["text"] for row in learned])
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=96,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=192,
        max_position_embeddings=LONGEST,
        id2label=dict(enumerate(labels)),
        label2id={label: index for index, label in enumerate(labels)},
        attn_implementation="eager",
    )
    model = BertForSequenceClassification(config)
    began = time.monotonic()
    train(model, tokenizer, learned, labels)
    trained = time.monotonic()
    export(model, tokenizer, pathlib.Path(folder))
    print(f"trained in {trained - began:.0f} s, exported in {time.monotonic() - trained:.0f} s", file=sys.stderr)
    with torch.no_grad():
        for row in rows:
            if row["set"] == "train":
                continue
            # One at a time, as they are scored: no padding that could hide a difference.
            shares = torch.softmax(model(**encode(tokenizer, [row["text"]])).logits[0].double(), 0)
            print(json.dumps({"set": row["set"], "shares": dict(zip(labels, shares.tolist()))}))


if __name__ == "__main__":
    main(*sys.argv[1:])
