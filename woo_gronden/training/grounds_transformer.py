"""Fine-tune an encoder for grounds and kinds.

Positives of rare grounds weigh more; training stops when held-out dossiers no longer gain; after every epoch all that
is needed to go on is written, so that a run that was cut off goes on where it was.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from woo_gronden.classify import all_labels
from woo_gronden.classify.linear import KINDS
from woo_gronden.classify.torch_extra import import_torch
from woo_gronden.classify.transformer import TransformerModel, encode, make_net
from woo_gronden.training.grounds_examples import Example, group_folds
from woo_gronden.training.grounds_linear import choose_threshold, truth_of

log = logging.getLogger(__name__)

# Of ten folds by dossier, one judges when to stop and where to abstain.
_FOLDS = 10
_MOST_LIFT = 10.0
_STATE = "training_state.pt"


@dataclass(frozen=True, slots=True)
class TransformerOptions:
    """How to fine-tune. ``encoder`` is a folder, or a name that transformers can download or has in its cache."""

    encoder: str
    epochs: int = 20
    patience: int = 3
    batch: int = 16
    learning_rate: float = 3e-5
    longest: int = 256
    freeze_words: bool = True
    seed: int = 0
    device: str | None = None


def fit_transformer(
    examples: Sequence[Example],
    options: TransformerOptions,
    *,
    name: str,
    work: Path,
    on_epoch: Callable[[int, float], None] = lambda epoch, loss: None,
) -> TransformerModel:
    """The fine-tuned model of the best epoch.

    Args:
        examples: what to learn; a tenth of the dossiers is held out to judge.
        options: see :class:`TransformerOptions`.
        name: of the model.
        work: folder for the state between epochs; where it holds one of the same options and texts, training goes on.
        on_epoch: called with the epoch's number, from 1, and the loss on what is held out.

    Raises:
        MissingExtra: torch or transformers is not installed.
    """
    torch, transformers = import_torch()
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    device = options.device or ("cuda" if torch.cuda.is_available() else "cpu")
    tokenizer = transformers.AutoTokenizer.from_pretrained(options.encoder)
    encoder = transformers.AutoModel.from_pretrained(options.encoder)
    labels = all_labels()
    net = make_net(encoder, len(labels) + len(KINDS)).to(device)
    if options.freeze_words:
        net.encoder.get_input_embeddings().weight.requires_grad_(False)
    data = _Data(examples, labels)
    judges = np.array(group_folds(examples, _FOLDS, by="dossier", seed=options.seed)) == 0
    judges &= np.array([e.origin != "own" for e in examples])
    run = _Run(net, tokenizer, data, options, device, work)
    run.train(np.flatnonzero(~judges), np.flatnonzero(judges), on_epoch)
    model = TransformerModel(name, labels, np.full(len(labels), 0.5), net, tokenizer, options.longest)
    held = [e for e, judge in zip(examples, judges, strict=True) if judge] or list(examples)
    truth, known = truth_of(held, labels)
    weights = np.array([example.weight for example in held])
    threshold = choose_threshold(model.probabilities([e.text for e in held]), truth, known, weights)
    return TransformerModel(name, labels, np.full(len(labels), threshold), net, tokenizer, options.longest)


class _Data:
    """Answers and what each counts, for grounds and kinds side by side."""

    def __init__(self, examples: Sequence[Example], labels: Sequence[str]) -> None:
        self.texts = [example.text for example in examples]
        truth, known = truth_of(examples, labels)
        kinds = np.array([[e.kind == kind for kind in KINDS] for e in examples])
        sure = np.repeat([[e.kind is not None] for e in examples], len(KINDS), axis=1)
        self.truth = np.hstack([truth, kinds]).astype(np.float32)
        cost = np.hstack([known, sure]) * np.array([e.weight for e in examples])[:, None]
        positive = (cost * self.truth).sum(axis=0)
        lift = np.sqrt((cost.sum(axis=0) - positive) / np.maximum(positive, 1e-9))
        self.cost = (cost * np.where(self.truth, np.clip(lift, 1.0, _MOST_LIFT), 1.0)).astype(np.float32)


class _Run:
    """The loop over epochs, and its state on disk."""

    def __init__(
        self, net: Any, tokenizer: Any, data: _Data, options: TransformerOptions, device: str, work: Path
    ) -> None:
        self.torch, _ = import_torch()
        self.net, self.tokenizer, self.data, self.options, self.device = net, tokenizer, data, options, device
        self.state = work / _STATE
        moving = [p for p in net.parameters() if p.requires_grad]
        self.optimizer = self.torch.optim.AdamW(moving, lr=options.learning_rate, weight_decay=0.01)
        self.mixed = device.startswith("cuda")
        self.scaler = self.torch.amp.GradScaler("cuda", enabled=self.mixed)

    def train(self, inside: np.ndarray, outside: np.ndarray, on_epoch: Callable[[int, float], None]) -> None:
        """Epochs until the loss on ``outside`` has not fallen for ``patience`` of them; the best weights stay."""
        first, best, waited, best_net = self._resume()
        for epoch in range(first, self.options.epochs + 1):
            if waited >= self.options.patience:
                break
            self._epoch(inside, epoch)
            loss = self._loss(outside if len(outside) else inside)
            on_epoch(epoch, loss)
            log.info("epoch %d: held-out loss %.4f", epoch, loss)
            if loss < best:
                best, waited = loss, 0
                best_net = {key: value.detach().cpu().clone() for key, value in self.net.state_dict().items()}
            else:
                waited += 1
            self._keep(epoch, best, waited, best_net)
        if best_net is not None:
            self.net.load_state_dict(best_net)

    def _epoch(self, inside: np.ndarray, epoch: int) -> None:
        self.net.train()
        order = np.random.default_rng([self.options.seed, epoch]).permutation(inside)
        for start in range(0, len(order), self.options.batch):
            self.optimizer.zero_grad(set_to_none=True)
            loss = self._batch_loss(order[start : start + self.options.batch])
            self.scaler.scale(loss).backward()
            self.scaler.unscale_(self.optimizer)
            self.torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
            self.scaler.step(self.optimizer)
            self.scaler.update()

    def _batch_loss(self, rows: np.ndarray) -> Any:
        torch = self.torch
        batch = encode(self.tokenizer, [self.data.texts[i] for i in rows], self.options.longest)
        with torch.autocast(self.device.split(":")[0], dtype=torch.float16, enabled=self.mixed):
            scores = self.net(**{key: value.to(self.device) for key, value in batch.items()})
        truth = torch.from_numpy(self.data.truth[rows]).to(self.device)
        cost = torch.from_numpy(self.data.cost[rows]).to(self.device)
        losses = torch.nn.functional.binary_cross_entropy_with_logits(scores.float(), truth, reduction="none")
        return (losses * cost).sum() / len(rows)

    def _loss(self, rows: np.ndarray) -> float:
        self.net.eval()
        with self.torch.no_grad():
            parts = [rows[i : i + self.options.batch] for i in range(0, len(rows), self.options.batch)]
            return float(sum(float(self._batch_loss(part)) * len(part) for part in parts) / len(rows))

    def _fingerprint(self) -> str:
        import hashlib

        parts = repr((asdict(self.options) | {"epochs": 0}, self.data.texts)).encode()
        return hashlib.blake2b(parts + self.data.truth.tobytes(), digest_size=8).hexdigest()

    def _keep(self, epoch: int, best: float, waited: int, best_net: dict[str, Any] | None) -> None:
        self.state.parent.mkdir(parents=True, exist_ok=True)
        draft = self.state.with_suffix(".part")
        kept = {
            "fingerprint": self._fingerprint(), "epoch": epoch, "best": best, "waited": waited, "best_net": best_net,
            "net": self.net.state_dict(), "optimizer": self.optimizer.state_dict(), "scaler": self.scaler.state_dict(),
            "random": self.torch.get_rng_state(),
        }  # fmt: skip
        self.torch.save(kept, draft)
        draft.replace(self.state)

    def _resume(self) -> tuple[int, float, int, dict[str, Any] | None]:
        if not self.state.is_file():
            return 1, float("inf"), 0, None
        # Tensors and plain values only: no code of the file is run.
        kept = self.torch.load(self.state, map_location="cpu", weights_only=True)
        if kept["fingerprint"] != self._fingerprint():
            log.warning("%s was kept for other texts or options; training starts again", self.state)
            return 1, float("inf"), 0, None
        self.net.load_state_dict(kept["net"])
        self.optimizer.load_state_dict(kept["optimizer"])
        self.scaler.load_state_dict(kept["scaler"])
        self.torch.set_rng_state(kept["random"])
        log.info("going on after epoch %d", kept["epoch"])
        return kept["epoch"] + 1, kept["best"], kept["waited"], kept["best_net"]
