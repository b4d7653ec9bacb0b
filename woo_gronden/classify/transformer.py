"""An encoder fine-tuned for grounds and kinds: any that transformers reads, on CPU or GPU."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from woo_gronden.classify.answers import answers
from woo_gronden.classify.labels import all_labels
from woo_gronden.classify.linear import KINDS
from woo_gronden.classify.masking import mask_citations
from woo_gronden.classify.protocol import ParagraphKind
from woo_gronden.classify.torch_extra import import_torch
from woo_gronden.errors import ModelError
from woo_gronden.schema import Law

FORMAT = 1
_BATCH = 16


class TransformerModel:
    """Grounds and kinds from the mean of an encoder's last layer, through one linear layer."""

    def __init__(
        self, name: str, labels: Sequence[str], thresholds: np.ndarray, net: Any, tokenizer: Any, longest: int
    ) -> None:
        self._name = name
        self._labels = tuple(labels)
        self._thresholds = np.asarray(thresholds, np.float32)
        self._net = net
        self._tokenizer = tokenizer
        self._longest = longest

    @property
    def name(self) -> str:
        """What stands as ``method`` in the tables."""
        return self._name

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels it knows."""
        return self._labels

    def predict(self, texts: Sequence[str], law: Law | None = None) -> list[dict[str, float]]:
        """See :class:`~woo_gronden.classify.protocol.Model`."""
        return answers(texts, self.probabilities(texts), self._labels, self._thresholds, law)

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """Probability of each label; shape ``(texts, labels)``."""
        scores = self._scores(texts)[:, : len(self._labels)]
        result: np.ndarray = 1 / (1 + np.exp(-scores))
        return result

    def predict_kinds(self, texts: Sequence[str]) -> list[dict[ParagraphKind, float]]:
        """See :class:`~woo_gronden.classify.protocol.KindModel`."""
        scores = np.exp(self._scores(texts)[:, len(self._labels) :])
        return [dict(zip(KINDS, map(float, row / row.sum()), strict=True)) for row in scores]

    def _scores(self, texts: Sequence[str]) -> np.ndarray:
        torch, _ = import_torch()
        self._net.eval()
        device = next(self._net.parameters()).device
        rows = [np.zeros((0, len(self._labels) + len(KINDS)), np.float32)]
        with torch.no_grad():
            for first in range(0, len(texts), _BATCH):
                batch = encode(self._tokenizer, texts[first : first + _BATCH], self._longest)
                rows.append(self._net(**{key: value.to(device) for key, value in batch.items()}).float().cpu().numpy())
        return np.concatenate(rows)


def encode(tokenizer: Any, texts: Sequence[str], longest: int) -> dict[str, Any]:
    """Token ids and mask as torch tensors, citations masked first, cut at ``longest`` tokens."""
    masked = [mask_citations(text) for text in texts]
    batch = tokenizer(masked, padding=True, truncation=True, max_length=longest, return_tensors="pt")
    return {"input_ids": batch["input_ids"], "attention_mask": batch["attention_mask"]}


def make_net(encoder: Any, heads: int) -> Any:
    """``encoder`` with a linear layer on the mean of its last states; ``heads`` scores come out."""
    torch, _ = import_torch()

    class Net(torch.nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder
            self.dropout = torch.nn.Dropout(0.1)
            self.head = torch.nn.Linear(encoder.config.hidden_size, heads)

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            shares = attention_mask.unsqueeze(-1).to(states.dtype)
            mean = (states * shares).sum(1) / shares.sum(1).clamp(min=1)
            return self.head(self.dropout(mean))

    return Net()


def write_transformer(folder: Path, model: TransformerModel, about: dict[str, Any]) -> None:
    """Write ``model`` to ``folder``: ``model.json``, ``encoder/`` (as transformers does), ``head.safetensors``."""
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    model._net.encoder.save_pretrained(folder / "encoder")
    model._tokenizer.save_pretrained(folder / "encoder")
    head = {key: value.detach().cpu().contiguous() for key, value in model._net.head.state_dict().items()}
    save_file(head, folder / "head.safetensors")
    card = {
        "format": FORMAT,
        "type": "transformer",
        "name": model.name,
        "labels": list(model.labels),
        "thresholds": [round(float(t), 4) for t in model._thresholds],
        "longest": model._longest,
        **about,
    }
    (folder / "model.json").write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load_transformer(folder: Path, device: str | None = None) -> TransformerModel:
    """The model in ``folder``, on ``device`` (a GPU where there is one when None).

    Raises:
        MissingExtra: torch or transformers is not installed.
        ModelError: its files are not whole.
    """
    torch, transformers = import_torch()
    try:
        from safetensors.torch import load_file

        head = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        labels = head["labels"]
        if head["format"] != FORMAT or not set(labels) <= set(all_labels()):
            raise ModelError(f"{folder}: trained for another version of this package; train it again")
        encoder = transformers.AutoModel.from_pretrained(folder / "encoder", local_files_only=True)
        tokenizer = transformers.AutoTokenizer.from_pretrained(folder / "encoder", local_files_only=True)
        net = make_net(encoder, len(labels) + len(KINDS))
        net.head.load_state_dict(load_file(folder / "head.safetensors"))
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise ModelError(f"{folder}: cannot be read as a transformer model: {error}") from error
    net.to(device or ("cuda" if torch.cuda.is_available() else "cpu"))
    return TransformerModel(head["name"], labels, np.array(head["thresholds"]), net, tokenizer, head["longest"])
