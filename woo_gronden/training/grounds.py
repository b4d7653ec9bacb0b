"""Train a model of grounds to a folder with its card and figures; cross-validate it against baselines."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from woo_gronden.classify import KindModel, Model, ParagraphKind, mask_statute
from woo_gronden.classify.keyword import KeywordModel
from woo_gronden.classify.linear import KINDS, LinearModel, write_linear
from woo_gronden.errors import NothingToDo, OutputError
from woo_gronden.evaluation.figures import Figure, f1, measure
from woo_gronden.evaluation.grounds import (
    Calibration,
    Judged,
    draw_reliability,
    evaluate_grounds,
    false_alarms,
    measure_calibration,
    measure_gap,
)
from woo_gronden.schema import Law
from woo_gronden.training.grounds_baselines import MajorityModel, NeighbourModel
from woo_gronden.training.grounds_card import taxonomy_version, write_card
from woo_gronden.training.grounds_data import GroundsData
from woo_gronden.training.grounds_examples import Example, group_folds
from woo_gronden.training.grounds_linear import fit_linear, truth_of

log = logging.getLogger(__name__)

By = Literal["dossier", "authority"]
SPLITS: tuple[By, ...] = ("dossier", "authority")
FOLDS = 10


Fit = Callable[[Sequence[Example]], Model]


@dataclass(frozen=True, slots=True)
class Validation:
    """What models said of gold passages of dossiers (or authorities) that they had not seen.

    ``figures`` by what was judged: ``model``, ``model, statute masked``, each baseline, and ``gap``: how far the model
    is above each; ``kinds``: figures of the second head; ``ruled``: those of the letter reader's rules on the same
    texts; ``calibration`` of all labels of all judged texts; ``rows``: what the model said of each passage.
    """

    by: By
    figures: dict[str, list[Figure]]
    kinds: list[Figure]
    ruled: list[Figure]
    calibration: Calibration | None
    alarms: Figure
    rows: list[Judged]

    def as_json(self) -> dict[str, Any]:
        """For ``metrics.json``."""

        def plain(figures: Sequence[Figure]) -> dict[str, Any]:
            return {
                f.name: {"value": round(f.value, 4), "low": round(f.low, 4), "high": round(f.high, 4), "of": f.detail}
                for f in figures
            }

        return {
            "split": f"by {self.by}",
            "grounds": {name: plain(figures) for name, figures in self.figures.items()},
            "kinds": plain(self.kinds),
            "kinds by rule": plain(self.ruled),
            "no ground": plain([self.alarms]),
            "calibration": {
                "ece": round(self.calibration.ece, 4),
                "ece of claims": round(self.calibration.ece_of_claims, 4),
                "bins": self.calibration.bins,
            }
            if self.calibration
            else None,
        }


def cross_validate(
    data: GroundsData,
    *,
    by: By = "dossier",
    fit: Fit = fit_linear,
    folds: int = FOLDS,
    seed: int = 0,
    on_fold: Callable[[int, int], None] = lambda done, of: None,
) -> Validation:
    """Judge ``fit`` on every gold passage by a model that saw neither its dossier nor, if so asked, its authority.

    Args:
        data: as :func:`~woo_gronden.training.grounds_data.gather` gives it.
        by: what is kept apart. Weak texts of the dossiers and authorities that are judged are left out as well.
        fit: from texts to a model.
        folds: at most so many parts.
        seed: of the parts.
        on_fold: called when a part is done.

    Raises:
        NothingToDo: there is no gold.
    """
    if not data.gold:
        raise NothingToDo("no gold passage to validate on")
    parts = np.array(group_folds(data.gold, min(folds, len({getattr(e, by) for e in data.gold})), by=by, seed=seed))
    said: dict[str, dict[int, dict[str, float]]] = {}
    kinds, rest_said = list[tuple[ParagraphKind, ParagraphKind, str]](), list[tuple[dict[str, float], str]]()
    claims: list[tuple[np.ndarray, np.ndarray]] = []
    for number in sorted(set(parts.tolist())):
        rows = [int(i) for i in np.flatnonzero(parts == number)]
        held = [data.gold[i] for i in rows]
        rest = [e for e in data.rest if e.dossier in {h.dossier for h in held}]
        learned = [e for e in data.all() if not _touches(e, held, by)]
        model = fit(learned)
        for name, judge in _judges(model, learned):
            given = [replace(e, text=mask_statute(e.text)) for e in held] if name.endswith("statute masked") else held
            said.setdefault(name, {}).update(zip(rows, predict_examples(judge, given), strict=True))
        rest_said += zip(predict_examples(model, rest), (e.dossier for e in rest), strict=True)
        if isinstance(model, KindModel):
            both = [e for e in [*held, *rest] if e.kind]
            found = model.predict_kinds([e.text for e in both])
            kinds += [
                (e.kind, max(k, key=lambda kind: k[kind]), e.dossier)
                for e, k in zip(both, found, strict=True)
                if e.kind
            ]
        if isinstance(model, LinearModel):
            truth, known = truth_of([*held, *rest], model.labels)
            claims.append((model.probabilities([e.text for e in [*held, *rest]])[known], truth[known]))
        on_fold(int(number) + 1, int(parts.max()) + 1)
    dossiers = {example.dossier for example in data.gold}
    asked = [*data.gold, *(example for example in data.rest if example.dossier in dossiers)]
    judged = {name: [_judged(e, found[i]) for i, e in enumerate(data.gold)] for name, found in said.items()}
    figures = {name: evaluate_grounds(rows_, details=name == "model") for name, rows_ in judged.items()}
    figures["gap"] = [
        measure_gap(f"micro F1 above {name}", judged[f"model{masked}"], judged[name])
        for name, masked in ((n, ", statute masked" if n.endswith("masked") else "") for n in judged)
        if not name.startswith("model")
    ]
    calibration = None
    if claims:
        calibration = measure_calibration(
            np.concatenate([p for p, _ in claims]), np.concatenate([t for _, t in claims])
        )
    return Validation(
        by,
        figures,
        _kind_figures(kinds),
        _kind_figures([(e.kind, e.ruled, e.dossier) for e in asked if e.kind and e.ruled]),
        calibration,
        false_alarms([found for found, _ in rest_said], [dossier for _, dossier in rest_said]),
        judged["model"],
    )


def _touches(example: Example, held: Sequence[Example], by: By) -> bool:
    if example.dossier in {h.dossier for h in held}:
        return True
    # A letter whose authority was not read may be of any.
    return by == "authority" and example.origin != "own" and example.authority in {"", *(h.authority for h in held)}


def _judges(model: Model, learned: Sequence[Example]) -> list[tuple[str, Model]]:
    keyword, neighbour = KeywordModel(), NeighbourModel(learned)
    return [
        ("model", model),
        ("model, statute masked", model),
        ("keyword", keyword),
        ("keyword, statute masked", keyword),
        ("neighbour", neighbour),
        ("neighbour, statute masked", neighbour),
        ("majority", MajorityModel(learned)),
    ]


def predict_examples(model: Model, examples: Sequence[Example]) -> list[dict[str, float]]:
    """What ``model`` says of each example in the law of its letter."""
    said: list[dict[str, float]] = [{} for _ in examples]
    laws: tuple[Law, ...] = ("woo", "wob")
    for law in laws:
        rows = [i for i, example in enumerate(examples) if example.law == law]
        for i, found in zip(rows, model.predict([examples[i].text for i in rows], law), strict=True):
            said[i] = found
    return said


def _judged(example: Example, said: dict[str, float]) -> Judged:
    return Judged(
        example.grounds, tuple(said), example.dossier, example.authority, example.law, example.kind or "motivation"
    )


def _kind_figures(kinds: Sequence[tuple[ParagraphKind, ParagraphKind, str]]) -> list[Figure]:
    figures = []
    for kind in KINDS:
        rows: dict[str, list[float]] = {}
        for want, have, dossier in kinds:
            row = rows.setdefault(dossier, [0.0, 0.0, 0.0])
            row[0] += want == have == kind
            row[1] += have == kind != want
            row[2] += want == kind != have
        support = sum(want == kind for want, _, _ in kinds)
        figures.append(measure(f"F1 {kind}", list(rows.values()), f1, f"support {support}"))
    return figures


def train_linear(
    data: GroundsData, output: Path, *, command: str, seed: int = 0, validations: Sequence[Validation] = ()
) -> LinearModel:
    """Train on everything, write the model folder (weights, ``metrics.json``, card), give the model back.

    Raises:
        OutputError: the folder holds something that is no model, or cannot be written.
    """
    _check_output(output)
    model = fit_linear(data.all(), name=output.name, seed=seed)
    about = {"taxonomy": taxonomy_version(), "command": command, "seed": seed}
    try:
        write_linear(output, model, about)
        write_metrics(output, validations, data)
        write_card(output, "linear", data, [v.as_json() for v in validations], command)
    except OSError as error:
        raise OutputError(f"{output} cannot be written: {error.strerror}") from error
    return model


def write_metrics(output: Path, validations: Sequence[Validation], data: GroundsData) -> None:
    """``metrics.json``: the validations and what the weak rules said; ``reliability.svg`` where there are any."""
    metrics = {"validations": [v.as_json() for v in validations], "weak rules": data.report.as_json()}
    (output / "metrics.json").write_text(json.dumps(metrics, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    curves = {f"by {v.by}": v.calibration for v in validations if v.calibration}
    if curves:
        (output / "reliability.svg").write_text(draw_reliability(curves), encoding="utf-8")


def train_transformer(
    data: GroundsData,
    output: Path,
    *,
    encoder: str,
    command: str,
    seed: int = 0,
    on_epoch: Callable[[int, float], None] = lambda epoch, loss: None,
    **options: Any,
) -> Model:
    """As :func:`train_linear`, fine-tuning ``encoder``; an interrupted training goes on where it was.

    Raises:
        MissingExtra: torch or transformers is not installed.
        OutputError: see :func:`train_linear`.
    """
    from woo_gronden.classify.transformer import write_transformer
    from woo_gronden.training.grounds_transformer import TransformerOptions, fit_transformer

    _check_output(output)
    chosen = TransformerOptions(encoder, seed=seed, **options)
    model = fit_transformer(data.all(), chosen, name=output.name, work=output / ".state", on_epoch=on_epoch)
    write_transformer(output, model, {"taxonomy": taxonomy_version(), "command": command, "encoder": encoder})
    write_metrics(output, (), data)
    write_card(output, "transformer", data, [], command)
    return model


def _check_output(output: Path) -> None:
    if output.is_file():
        raise OutputError(f"{output} is a file; --output takes a folder")
    there = {path.name for path in output.iterdir()} if output.is_dir() else set()
    if there and not there & {"model.json", ".state"}:
        raise OutputError(f"{output} holds something else ({', '.join(sorted(there)[:3])}, ...); name a new folder")


__all__ = [
    "FOLDS",
    "SPLITS",
    "GroundsData",
    "Validation",
    "cross_validate",
    "predict_examples",
    "train_linear",
    "train_transformer",
]
