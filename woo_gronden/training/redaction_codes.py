"""Train the reader of redaction codes on pictures of codes drawn here: no document is needed.

python -m woo_gronden.training.redaction_codes --output woo_gronden/redactions/data/codes.npz
"""

from __future__ import annotations

import argparse
import io
import logging
import string
from pathlib import Path
from typing import Any

import numpy as np

from woo_gronden.redactions.codes_model import OTHER, TOKEN_HEIGHT, shape_token
from woo_gronden.taxonomy import all_grounds

log = logging.getLogger(__name__)

FONT_FOLDERS = ("/usr/share/fonts/truetype",)
# Hairlines and very heavy faces do not stand on boxes.
SKIP_FONTS = ("Hairline", "Thin", "Black", "Math", "ExtraLight", "CondLight")
# What is nearly a code: one cut off, one with a neighbour, the number of a section.
NEAR_CODES = (
    "5.1", "5.1.", "1.2", "5.1.2e, 5", "1.2e", "2.e", "5.1.2e;", "(5.1.2e)", "10.", "2.1", "3.2.1", "1.1.2", "6.1.2",
    "2.1e", "4.1.2", "7.1.2b", "5.8.2", "1.1", "1.2.", "3.4.5a",
)  # fmt: skip

# Stand-ins for Arial, Calibri, Verdana and Open Sans, which redaction programs stamp with.
USUAL_FONTS = ("LiberationSans-", "Carlito-", "DejaVuSans-", "DejaVuSans.", "OpenSans-Regular", "OpenSans-Bold")

# Labels that stand on a box in place of a code: the part was outside the request.
LABELS = ("buiten verzoek", "buiten reikwijdte", "buiten scope", "niet relevant", "Wob", "Woo")


def vocabulary() -> list[str]:
    """Every code in the notations that stand on boxes, a lone digit, and the class of none of these first."""
    codes = []
    for ground in all_grounds():
        codes.append(ground.code)
        if ground.letter and ground.paragraph:
            codes.append(f"{ground.article}.{ground.paragraph}.{ground.letter}")
    codes = [code for code in dict.fromkeys(codes) if len(code) > 2]
    return [OTHER, *codes, *"123456789", *LABELS]


def other_text(rng: np.random.Generator) -> str:
    """Something that is no code: a word, a number, a date, a name, a cut or lengthened code."""
    letters = np.array(list(string.ascii_lowercase))
    pick = rng.integers(10)
    if pick == 0:
        return str(rng.integers(10, 100000))
    if pick == 1:
        day, month, year = rng.integers(1, 32), rng.integers(1, 13), rng.choice(["2020", "19", "2016", "21"])
        return f"{day:02d}{rng.choice(['-', '.', '/'])}{month:02d}{rng.choice(['-', '.', '/'])}{year}"
    if pick == 2:
        return f"{rng.integers(1, 30)}.{rng.integers(0, 999):03d},{rng.integers(0, 99):02d}"
    if pick == 3:
        return str(rng.choice(NEAR_CODES))
    if pick == 4:
        return f"{rng.integers(1, 24):02d}:{rng.integers(0, 60):02d}"
    if pick == 5:
        parts = rng.choice(letters, size=rng.integers(2, 5))
        return ".".join(parts) + str(rng.choice(["", "."]))
    word = "".join(rng.choice(letters, size=rng.integers(1, 11)))
    if pick == 6:
        return word.capitalize()
    if pick == 7:
        return word.upper()
    return word


def _ink(text: str, font: Any, rng: np.random.Generator) -> np.ndarray:
    """``text`` set in ink 1 on 0: at its final size (hinted) or shrunk from a larger one, spaced anyhow."""
    import cv2
    from PIL import Image, ImageDraw

    small = rng.random() < 0.45
    face = font.font_variant(size=int(rng.integers(8, 24))) if small else font
    loose = rng.choice([0.0, rng.uniform(-0.04, 0.12)]) * face.size
    width, x = int(face.getlength(text) + (len(text) + 2) * max(loose, 0)) + 16, 6.0
    image = Image.new("L", (width, int(face.size * 1.7) + 8), 0)
    pen = ImageDraw.Draw(image)
    if loose:
        for char in text:
            pen.text((x if not small else round(x), 4), char, fill=255, font=face)
            x += face.getlength(char) + loose
    else:
        pen.text((x, 4), text, fill=255, font=face)
    ink = np.asarray(image, np.float32) / 255
    rows, columns = np.nonzero(ink > 0.2)
    if not len(rows):
        return np.eye(8, dtype=np.float32)
    ink = ink[max(0, rows.min() - 2) : rows.max() + 3, max(0, columns.min() - 2) : columns.max() + 3]
    squeeze = rng.choice([1.0, rng.uniform(0.55, 1.2)])
    shrink = 1.0 if small else rng.uniform(0.22, 0.9)
    if small and squeeze == 1.0:
        return ink
    size = (max(6, int(ink.shape[1] * shrink * squeeze)), max(6, int(ink.shape[0] * shrink)))
    return np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_AREA if shrink < 1 else cv2.INTER_LINEAR))


def draw(text: str, font: Any, rng: np.random.Generator) -> np.ndarray:
    """The picture of ``text`` as a box on a page shows it: cut close, tinted, blurred, noisy, sometimes clipped."""
    import cv2

    ink = _ink(text, font, rng)
    if rng.random() < 0.4:
        ink = cv2.GaussianBlur(ink, (3, 3), rng.uniform(0.3, 1.0))
    # Cut as the page reader cuts: at the marks that keep some share of the strongest ink, a pixel more or less.
    rows, columns = np.nonzero(ink > rng.uniform(0.25, 0.45) * ink.max())
    pad = 2
    ink = np.pad(ink, pad)
    top, bottom, left, right = (int(v) for v in rng.integers(0, 2, size=4))
    ink = ink[
        max(0, rows.min() + pad - top) : rows.max() + pad + 1 + bottom,
        max(0, columns.min() + pad - left) : columns.max() + pad + 1 + right,
    ]
    if rng.random() < 0.1:
        cut = max(1, int(ink.shape[0] * rng.uniform(0.05, 0.2)))
        ink = ink[cut:] if rng.random() < 0.5 else ink[:-cut]
    if ink.shape[0] < 4 or ink.shape[1] < 2:
        return np.zeros((1, 1), np.uint8)
    ground, mark = rng.uniform(0, 255), rng.uniform(0, 255)
    while abs(ground - mark) < 45:
        ground, mark = rng.uniform(0, 255), rng.uniform(0, 255)
    page = ground + (mark - ground) * ink + rng.normal(0, rng.choice([0.5, 3, 10]), ink.shape)
    if rng.random() < 0.15:
        page += (rng.random(ink.shape) < 0.04) * rng.uniform(-120, 120)
    page8 = np.clip(page, 0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        _, data = cv2.imencode(".jpg", page8, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(25, 80))])
        page8 = np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
    return page8


def make_samples(count: int, seed: int) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """``count`` pictures with their class numbers, and the classes."""
    from PIL import ImageFont

    rng = np.random.default_rng(seed)
    paths = [
        path
        for folder in FONT_FOLDERS
        for path in sorted(Path(folder).rglob("*.ttf"))
        if not any(part in path.name for part in SKIP_FONTS)
    ]
    fonts = [
        ImageFont.truetype(io.BytesIO(path.read_bytes()), 40)
        for path in paths
        for _ in range(4 if path.name.startswith(USUAL_FONTS) and "Italic" not in path.name else 1)
    ]
    labels = vocabulary()
    rows: list[np.ndarray] = []
    answers: list[int] = []
    while len(rows) < count:
        answer = 0 if rng.random() < 0.35 else int(rng.integers(1, len(labels)))
        text = labels[answer] or other_text(rng)
        if not answer and text in labels:
            continue
        if answer and rng.random() < 0.08:
            text = text.upper() if rng.random() < 0.5 else text.capitalize()
        if answer and rng.random() < 0.03:
            text += "."
        row = shape_token(draw(text, fonts[rng.integers(len(fonts))], rng))
        if row is not None:
            rows.append(row.astype(np.float16))
            answers.append(answer)
    return np.stack(rows), np.array(answers), labels


def train(output: Path, count: int, epochs: int) -> float:
    """Train and write the weights; the share right of fresh pictures comes back."""
    from sklearn.neural_network import MLPClassifier

    x, y, labels = make_samples(count, seed=1)
    log.info("%d pictures of height %d, %d classes", len(y), TOKEN_HEIGHT, len(labels))
    model = MLPClassifier((256, 96), batch_size=256, max_iter=1, warm_start=True, random_state=3, alpha=1e-5)
    fresh_x, fresh_y, _ = make_samples(6000, seed=2)
    score = 0.0
    for epoch in range(epochs):
        model.learning_rate_init = 1e-3 * (0.85**epoch)
        if epoch:
            model._optimizer.learning_rate_init = model.learning_rate_init
        model.fit(x.astype(np.float32), y)
        score = float(model.score(fresh_x.astype(np.float32), fresh_y))
        log.info("epoch %d: %.4f right of fresh pictures", epoch, score)
        arrays: dict[str, Any] = {"depth": len(model.coefs_), "labels": np.array(labels)}
        for i, (weights, bias) in enumerate(zip(model.coefs_, model.intercepts_, strict=True)):
            arrays[f"w{i}"], arrays[f"b{i}"] = weights.astype(np.float16), bias.astype(np.float32)
        np.savez_compressed(output, **arrays)
    return score


def main() -> None:
    """Command line."""
    logging.basicConfig(level=logging.INFO)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--count", type=int, default=110000)
    parser.add_argument("--epochs", type=int, default=12)
    args = parser.parse_args()
    train(args.output, args.count, args.epochs)


if __name__ == "__main__":
    main()
