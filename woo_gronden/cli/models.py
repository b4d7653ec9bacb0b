"""``woo-gronden models``."""

from __future__ import annotations

from typing import Annotated

import typer

from woo_gronden.cli.console import out, plain_errors, print_json

models = typer.Typer(no_args_is_help=True, help="The models that tell which ground a passage argues.")

AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]


@models.command("list")
def list_() -> None:
    """List the models of the package and those in models/ here."""
    from woo_gronden.classify import list_models

    with plain_errors():
        for info in list_models():
            out().print(f"{info.name:24s} {info.type:12s} {info.place}", markup=False)


@models.command()
def info(
    name: Annotated[str | None, typer.Argument(help="A model's name or folder; the default one without.")] = None,
    as_json: AsJson = False,
) -> None:
    """What a model is, how it was trained, and its figures."""
    import json
    from dataclasses import asdict

    from woo_gronden.classify import find_model, model_info

    with plain_errors():
        found = model_info(name)
        metrics = find_model(name or "linear") / "metrics.json" if found.type != "keyword" else None
        figures = json.loads(metrics.read_text(encoding="utf-8")) if metrics and metrics.is_file() else {}
        if as_json:
            print_json(asdict(found) | {"metrics": figures})
            return
        out().print(f"{found.name}: {found.type}, {found.place}", markup=False)
        for key, value in found.about.items():
            out().print(f"  {key}: {value}", markup=False, soft_wrap=True)
        for validation in figures.get("validations", ()):
            out().print(f"  cross-validated {validation['split']}:", markup=False)
            for group, rows in validation["grounds"].items():
                if said := ", ".join(f"{n} {rows[n]['value']:.3f}" for n in ("micro F1", "macro F1") if n in rows):
                    out().print(f"    {group}: {said}", markup=False)
